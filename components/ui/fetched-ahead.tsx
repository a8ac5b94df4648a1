"use client";
import dynamic from "next/dynamic";
import { type ComponentType, useEffect, useState } from "react";

/** A component whose code is fetched when the page is idle, or when it is opened earlier. */
export function fetchedAhead<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let fetched: ComponentType<Props> | undefined;
  async function fetchPart(): Promise<ComponentType<Props>> {
    fetched = await load();
    return fetched;
  }
  const Late = dynamic(fetchPart, { ssr: false });

  /** Starts fetching. A failed fetch is repeated when the component is opened. */
  function useFetching() {
    useEffect(() => {
      const begin = () => void fetchPart().catch(() => undefined);
      // Safari has no requestIdleCallback.
      if (!window.requestIdleCallback) return begin();
      const idle = requestIdleCallback(begin);
      return () => cancelIdleCallback(idle);
    }, []);
  }

  function Part(props: Props) {
    // One component for as long as it is mounted: another would lose what was typed.
    const [Chosen] = useState<ComponentType<Props>>(() => fetched ?? Late);
    return <Chosen {...props} />;
  }

  return { Part, useFetching };
}
