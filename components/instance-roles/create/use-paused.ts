"use client";
import { useEffect, useState } from "react";

/** Longer than the time between two keystrokes, and short enough to seem immediate. */
const PAUSE_MS = 500;

/** Returns the text at the last pause in typing. Pasted text is returned at once. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  const [before, setBefore] = useState(text);
  if (text !== before) {
    setBefore(text);
    if (isPasted(before, text)) setPaused(text);
  }
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

const isPasted = (before: string, text: string) => Math.abs(text.length - before.length) > 5;
