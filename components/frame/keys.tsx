"use client";
import { useEffect } from "react";
import { elementForKey } from "./shortcuts.ts";

/** Presses the button, follows the link or focuses the field whose `aria-keyshortcuts` names the key. */
export function Keys() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const element = elementForKey(event);
      if (!element) return;
      event.preventDefault();
      if (element instanceof HTMLInputElement) element.focus();
      else element.click();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
