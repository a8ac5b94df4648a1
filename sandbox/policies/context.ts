/**
 * The condition keys of one request, in lower case because their names are case-insensitive. An absent key has no
 * entry.
 */
export type Context = ReadonlyMap<string, readonly string[]>;

export type ContextInput = Record<string, string | readonly string[] | undefined>;

export function contextOf(...inputs: ContextInput[]): Map<string, readonly string[]> {
  const context = new Map<string, readonly string[]>();
  for (const input of inputs) {
    for (const [key, value] of Object.entries(input)) {
      if (value !== undefined) context.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
    }
  }
  return context;
}
