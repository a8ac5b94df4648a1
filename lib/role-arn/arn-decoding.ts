/** Undoes what forms, shells and keyboards do to an ARN: percent-encoding, escapes, entities, wide forms. Browser-safe. */

const STEPS = [
  { what: "percent-encoding", undo: percentDecoded },
  { what: "backslashes", undo: unescaped },
  { what: "HTML entities", undo: withoutEntities },
  { what: "full-width characters", undo: narrowed },
  { what: "emphasis", undo: withoutEmphasis },
] as const;

export type Decoded = { text: string; decoded: (typeof STEPS)[number]["what"][] };

/** `decoded` names what was undone, in order; the text is the same where nothing was. */
export function decodeTyped(typed: string): Decoded {
  let text = typed;
  const decoded: Decoded["decoded"] = [];
  for (const { what, undo } of STEPS) {
    const next = undo(text);
    if (next !== text) decoded.push(what);
    text = next;
  }
  return { text, decoded };
}

/** Of an ARN that was encoded whole, also twice over; a % in a plain one is a character of its path. */
function percentDecoded(text: string): string {
  let decoded = text;
  for (let times = 0; times < 3 && /arn%(?:25)*3a/i.test(decoded); times++) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      return text; // a stray % sign: not encoded after all
    }
  }
  return decoded;
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/** As in a string of JSON or of a programming language, where a backslash stands in front of these alone. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?<!\\)\\+(["'/])/g, "$1")
    .replace(/(?<!\\)\\+([nrt])(?=\\|["'\s]|$)/g, (_, letter: string) => ESCAPES[letter] as string);
}

const ENTITIES: Record<string, string> = {
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
  nbsp: " ",
  colon: ":",
  sol: "/",
  amp: "&",
};

function withoutEntities(text: string): string {
  return text
    .replace(/&#(?:x([0-9a-f]{2,4})|(\d{2,4}));/gi, (_, hex?: string, decimal?: string) =>
      String.fromCharCode(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/&(quot|apos|lt|gt|nbsp|colon|sol|amp);/g, (_, name: string) => ENTITIES[name] as string);
}

/** Wide forms of ASCII from Chinese and Japanese keyboards, and colons that only look like one. */
function narrowed(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2236\ua789\ufe55]/g, ":")
    .replace(/[\u2215\u2044]/g, "/");
}

/** Markdown's, where both ends have it: an underscore at one end may be the name's. */
function withoutEmphasis(text: string): string {
  return /^(\*{1,3}|_{1,3}|~~|==)([^*\s].*?)\1$/s.exec(text)?.[2] ?? text;
}
