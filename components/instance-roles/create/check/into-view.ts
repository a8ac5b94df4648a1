/** A `ref` that scrolls a new element into view, as the panel may be scrolled away from it. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
