"use client";
import dynamic from "next/dynamic";
import { type ComponentType, useEffect, useState } from "react";

/**
 * A part whose code comes once the page rests, so that opening it waits for nothing; where it is opened earlier, it is
 * fetched then.
 */
export function fetchedAhead<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let fetched: ComponentType<Props> | undefined;
  async function fetchPart(): Promise<ComponentType<Props>> {
    fetched = await load();
    return fetched;
  }
  const Late = dynamic(fetchPart, { ssr: false });

  /** To be called by what opens the part. What cannot be fetched now is asked for again when it is opened. */
  function useFetching() {
    useEffect(() => {
      const begin = () => void fetchPart().catch(() => undefined);
      // Safari has no idle callback.
      if (!window.requestIdleCallback) return begin();
      const idle = requestIdleCallback(begin);
      return () => cancelIdleCallback(idle);
    }, []);
  }

  function Part(props: Props) {
    // One of them for as long as it stands: the other would begin with nothing typed.
    const [Chosen] = useState<ComponentType<Props>>(() => fetched ?? Late);
    return <Chosen {...props} />;
  }

  return { Part, useFetching };
}
