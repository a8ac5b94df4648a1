/** Removes what copying puts around an ARN. Browser-safe. */

// Zero-width and direction characters that mail, chat and PDF put around copied text.
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

const NOTHING = /(?!)/;

// One character at either end. Invisible ones first: JavaScript counts the byte order mark as white space.
const AROUND = [
  { what: "invisible characters", leading: INVISIBLE, trailing: INVISIBLE },
  { what: "spaces", leading: /\s/, trailing: /\s/ },
  { what: "quotes", leading: /["'`“”„‘’‚«»「」『』]/, trailing: /["'`“”„‘’‚«»「」『』]/ },
  { what: "angle brackets", leading: /[<‹〈]/, trailing: /[>›〉]/ },
  { what: "brackets", leading: /[([{（【]/, trailing: /[)\]}）】]/ },
  { what: "a trailing comma", leading: NOTHING, trailing: /[,;，；、]/ },
] as const;

export type Removed = (typeof AROUND)[number]["what"];

/**
 * Takes white space, zero-width characters, quotes, brackets and a trailing comma off both ends, in whatever order
 * they are nested. `cleaned` names what was removed, each once. What is inside the text is left alone. Looks at every
 * character once at most: what is typed may be a megabyte.
 */
export function cleanTyped(typed: string): { text: string; cleaned: Removed[] } {
  const removed = new Set<Removed>();
  const isRemoved = (end: "leading" | "trailing", at: number) => {
    const around = AROUND.find((each) => each[end].test(typed.charAt(at)));
    if (around) removed.add(around.what);
    return around !== undefined;
  };
  let from = 0;
  let to = typed.length;
  while (from < to && isRemoved("leading", from)) from++;
  while (from < to && isRemoved("trailing", to - 1)) to--;
  const cleaned = AROUND.map(({ what }) => what).filter((what) => removed.has(what));
  return { text: typed.slice(from, to), cleaned };
}

/** The text without any white space or invisible character, also inside; for saying what was probably meant. */
export function withoutInvisible(text: string): string {
  return text.replace(new RegExp(INVISIBLE.source, "g"), "").replace(/\s+/g, "");
}

export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}
