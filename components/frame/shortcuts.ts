"use client";
/** Single keys can be turned off, as WCAG 2.1.4 asks: who speaks to the machine would press them by accident. */
const STORED = "rolecall.single-keys";
const SOMETHING_OPEN = '[role="dialog"], [popover]:popover-open';
export const TAKES_TEXT = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

export function singleKeysAreOn(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

export function turnSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "off");
}

/**
 * The element that asked for this key with `aria-keyshortcuts`, the first on the page. A key typed into a field is
 * text, and while a dialog or a menu is open the page behind it rests.
 */
export function elementForKey(event: KeyboardEvent): HTMLElement | null {
  if (event.defaultPrevented || event.altKey || document.querySelector(SOMETHING_OPEN)) return null;
  if (event.ctrlKey || event.metaKey) {
    const chord = `${event.ctrlKey ? "Control" : "Meta"}+${event.key.toUpperCase()}`;
    return document.querySelector<HTMLElement>(`[aria-keyshortcuts~="${CSS.escape(chord)}"]`);
  }
  const target = event.target as HTMLElement;
  if (target.closest(TAKES_TEXT)) return null;
  // Escape is no character: nobody says it by accident.
  if (event.key !== "Escape" && !singleKeysAreOn()) return null;
  return document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
}
