/** A `ref` for what has just come up: the panel may be scrolled to where it was typed. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
