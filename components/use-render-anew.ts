"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { whenAnswering } from "./when-answering.ts";

const TOGETHER_MS = 250;

/**
 * Refreshes the server-rendered page of a workspace; several calls at once refresh it once. When the refresh's request
 * fails, Next replaces the page with an error page and typed text is lost, so a cheap request with the same session is
 * sent first.
 * @param isLeft called before the refresh, which is skipped for a page being left
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
