"use client";
import { useEffect, useState } from "react";

/** Long enough for the next key of who types, short enough to seem at once. */
const PAUSE_MS = 500;

/** The text as it was when somebody last paused. What is pasted is whole, and is there at once. */
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
