"use client";
/** Single-key shortcuts can be turned off, as WCAG 2.1.4 asks: speech input would trigger them by accident. */
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
 * Returns the first element with this key in `aria-keyshortcuts`; null while the user types into a field, or a dialog
 * or menu is open.
 */
export function elementForKey(event: KeyboardEvent): HTMLElement | null {
  if (event.defaultPrevented || event.altKey || document.querySelector(SOMETHING_OPEN)) return null;
  if (event.ctrlKey || event.metaKey) {
    const chord = `${event.ctrlKey ? "Control" : "Meta"}+${event.key.toUpperCase()}`;
    return document.querySelector<HTMLElement>(`[aria-keyshortcuts~="${CSS.escape(chord)}"]`);
  }
  const target = event.target as HTMLElement;
  if (target.closest(TAKES_TEXT)) return null;
  // Escape is not a character key, so WCAG 2.1.4 does not concern it.
  if (event.key !== "Escape" && !singleKeysAreOn()) return null;
  return document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
}
