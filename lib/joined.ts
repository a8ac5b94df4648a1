const CONJUNCTION = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Joins names: `a`, `a and b`, `a, b and c`. Browser-safe. */
export function joined(things: Iterable<string>): string {
  return CONJUNCTION.format(things);
}
