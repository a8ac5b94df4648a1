"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

const TOGETHER_MS = 250;

/** Has the server render the page again; what is asked for many times at once is done once. */
export function useRenderAnew(): () => void {
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
      router.refresh();
    }, TOGETHER_MS);
  };
}
