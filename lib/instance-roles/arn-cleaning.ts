/** Removes what copying puts around an ARN. Browser-safe. */

// Zero-width and direction characters that mail, chat and PDF put around copied text.
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

// Invisible ones first: JavaScript counts the byte order mark as white space.
const AROUND = [
  {
    what: "invisible characters",
    leading: new RegExp(`^${INVISIBLE.source}+`),
    trailing: new RegExp(`${INVISIBLE.source}+$`),
  },
  { what: "spaces", leading: /^\s+/, trailing: /\s+$/ },
  { what: "quotes", leading: /^["'`“”„‘’‚«»]+/, trailing: /["'`“”„‘’‚«»]+$/ },
  { what: "angle brackets", leading: /^[<‹〈]+/, trailing: /[>›〉]+$/ },
  { what: "a trailing comma", leading: /^(?!)/, trailing: /[,;]+$/ },
] as const;

export type Removed = (typeof AROUND)[number]["what"];

/**
 * Takes white space, zero-width characters, quotes, angle brackets and a trailing comma off both ends, in whatever
 * order they are nested. `cleaned` names what was removed, each once. What is inside the text is left alone.
 */
export function cleanTyped(typed: string): { text: string; cleaned: Removed[] } {
  const cleaned = new Set<Removed>();
  let text = typed;
  for (let before = ""; before !== text; ) {
    before = text;
    for (const { what, leading, trailing } of AROUND) {
      const shorter = text.replace(leading, "").replace(trailing, "");
      if (shorter !== text) cleaned.add(what);
      text = shorter;
    }
  }
  return { text, cleaned: [...cleaned] };
}

/** The text without any white space or invisible character, also inside; for saying what was probably meant. */
export function withoutInvisible(text: string): string {
  return text.replace(new RegExp(INVISIBLE.source, "g"), "").replace(/\s+/g, "");
}

export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}
