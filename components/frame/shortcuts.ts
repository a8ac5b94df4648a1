"use client";
/** Single keys can be turned off, as WCAG 2.1.4 asks: who speaks to the machine would press them by accident. */
const STORED = "rolecall.single-keys";

export function singleKeysAreOn(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

export function turnSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "off");
}

/**
 * The element that asked for this key with `aria-keyshortcuts`, the first on the page. A key typed into a field is
 * text, and while a dialog is open the page behind it rests.
 */
export function elementForKey(event: KeyboardEvent): HTMLElement | null {
  if (event.defaultPrevented || event.altKey || document.querySelector('[role="dialog"]')) return null;
  if (event.ctrlKey || event.metaKey) {
    const chord = `${event.ctrlKey ? "Control" : "Meta"}+${event.key.toUpperCase()}`;
    return document.querySelector<HTMLElement>(`[aria-keyshortcuts~="${CSS.escape(chord)}"]`);
  }
  const target = event.target as HTMLElement;
  if (target.closest("input, textarea, select, [contenteditable]") || !singleKeysAreOn()) return null;
  return document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
}
