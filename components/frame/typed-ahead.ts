"use client";
/**
 * What is typed or pasted between pressing something that opens a dialog and the moment its field is there: it is meant
 * for that field, and no shortcut.
 */
import { TAKES_TEXT } from "./shortcuts.ts";

const OPENS = '[aria-haspopup="dialog"]';

let ahead: string | null = null;

export function beginTyping({ target }: MouseEvent): void {
  ahead = (target as Element).closest(OPENS) ? "" : null;
}

/** @returns whether the key belongs to what is opening */
export function isTypedAhead(event: KeyboardEvent): boolean {
  if (ahead === null) return false;
  if (event.key === "Escape" || event.key === "Tab") {
    ahead = null;
    return false;
  }
  // A chord stays the browser's: Ctrl V brings a paste.
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  event.preventDefault();
  if (event.repeat) return true;
  if (event.key === "Backspace") ahead = ahead.slice(0, -1);
  else if (event.key.length === 1) ahead += event.key;
  return true;
}

export function pasteAhead(event: ClipboardEvent): void {
  if (ahead === null) return;
  event.preventDefault();
  ahead += event.clipboardData?.getData("text") ?? "";
}

/** The first thing in the dialog that has the focus ends the wait; a field gets what was typed. */
export function handOver({ target }: FocusEvent): void {
  const element = target as Element;
  // The dialog itself may have it before its field has, and one that closes gives it back to the page.
  if (ahead === null || !element.parentElement?.closest('[role="dialog"]')) return;
  const typed = ahead;
  ahead = null;
  // As if typed there, so that the field's own handlers see it.
  if (typed && element.matches(TAKES_TEXT)) document.execCommand("insertText", false, typed);
}
