/**
 * A `ref` for what has just come up: it comes into view, and into focus, unless somebody is writing at the moment. The
 * element needs `tabIndex={-1}`.
 */
export function intoFocus(element: HTMLElement | null): void {
  if (!element) return;
  element.scrollIntoView({ block: "nearest" });
  const isWriting = document.activeElement?.matches("textarea, input, select");
  if (!isWriting) element.focus({ preventScroll: true });
}
