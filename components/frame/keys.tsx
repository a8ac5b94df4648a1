"use client";
import { useEffect } from "react";
import { elementForKey } from "./shortcuts.ts";
import { beginTyping, handOver, isTypedAhead, pasteAhead } from "./typed-ahead.ts";

/** Presses the button, follows the link or focuses the field whose `aria-keyshortcuts` names the key. */
export function Keys() {
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    document.addEventListener("keydown", pressFor, { signal });
    document.addEventListener("click", beginTyping, { signal });
    document.addEventListener("paste", pasteAhead, { signal });
    document.addEventListener("focusin", handOver, { signal });
    return () => left.abort();
  }, []);
  return null;
}

function pressFor(event: KeyboardEvent) {
  if (isTypedAhead(event)) return;
  const element = elementForKey(event);
  if (!element) return;
  event.preventDefault();
  if (element instanceof HTMLInputElement) element.focus();
  else element.click();
}
