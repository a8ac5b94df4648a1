"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

const TOGETHER_MS = 250;

/**
 * Has the server render the page again; what is asked for many times at once is done once.
 * @param isLeft asked when it is time: a page that is on its way out is not rendered any more
 */
export function useRenderAnew(isLeft: () => boolean = () => false): () => void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (!isLeft()) router.refresh();
    }, TOGETHER_MS);
  };
}
