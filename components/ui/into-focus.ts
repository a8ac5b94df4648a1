/**
 * A `ref` that scrolls a new element into view and focuses it, unless the user is typing. The element needs
 * `tabIndex={-1}`.
 */
export function intoFocus(element: HTMLElement | null): void {
  if (!element) return;
  element.scrollIntoView({ block: "nearest" });
  const isWriting = document.activeElement?.matches("textarea, input, select");
  if (!isWriting) element.focus({ preventScroll: true });
}
