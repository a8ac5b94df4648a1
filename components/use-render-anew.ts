"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { whenAnswering } from "./when-answering.ts";

const TOGETHER_MS = 250;

/**
 * Has the server render the page of a workspace again; what is asked for many times at once is done once. Next leaves
 * the page for the browser's error page, and what was typed with it, when its request fails: something cheap that
 * goes the same way, with the same session, is asked first.
 * @param isLeft asked when it is time: a page that is on its way out is not rendered any more
 */
export function useRenderAnew(slug: string, isLeft: () => boolean = () => false): () => void {
  const router = useRouter();
  const giveUp = useRef<() => void>(undefined);
  useEffect(
    () => () => {
      giveUp.current?.();
      giveUp.current = undefined;
    },
    [],
  );

  function refresh() {
    giveUp.current = undefined;
    if (!isLeft()) router.refresh();
  }

  return () => {
    if (giveUp.current) return;
    const timer = setTimeout(() => {
      giveUp.current = whenAnswering(`/api/v1/workspaces/${slug}`, refresh);
    }, TOGETHER_MS);
    giveUp.current = () => clearTimeout(timer);
  };
}
