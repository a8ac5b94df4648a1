"use client";
/** Buffers what is typed or pasted while a dialog opens, and hands it to the dialog's field. */
import { TAKES_TEXT } from "./shortcuts.ts";

const OPENS = '[aria-haspopup="dialog"]';

let ahead: string | null = null;

export function beginTyping({ target }: MouseEvent): void {
  ahead = (target as Element).closest(OPENS) ? "" : null;
}

/**
 * Buffers a key.
 * @returns whether it belongs to the opening dialog
 */
export function isTypedAhead(event: KeyboardEvent): boolean {
  if (ahead === null) return false;
  if (event.key === "Escape" || event.key === "Tab") {
    ahead = null;
    return false;
  }
  // Shortcuts with a modifier stay the browser's: Ctrl V pastes.
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

/** Ends the buffering when an element in the dialog gets focus; a field gets the buffered text. */
export function handOver({ target }: FocusEvent): void {
  const element = target as Element;
  // The dialog itself may get focus before its field, and a closing one returns focus to the page.
  if (ahead === null || !element.parentElement?.closest('[role="dialog"]')) return;
  const typed = ahead;
  ahead = null;
  // Dispatched as an input event, so that the field's own handlers run.
  if (typed && element.matches(TAKES_TEXT)) document.execCommand("insertText", false, typed);
}
