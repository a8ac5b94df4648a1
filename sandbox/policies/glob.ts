export type Matcher = (value: string) => boolean;

/** Compiles a pattern in which `*` matches any characters and `?` one. */
export function glob(pattern: string): Matcher {
  if (pattern === "*") return () => true;
  if (!/[*?]/.test(pattern)) {
    const wanted = pattern.replace(/[\uE000\uE001]/g, (mark) => (mark === LITERAL["*"] ? "*" : "?"));
    return (value) => value === wanted;
  }
  const expression = new RegExp(`^${source(pattern, ".")}$`, "s");
  return (value) => expression.test(value);
}

/** Placeholders in a pattern for the literal characters. */
const LITERAL = { "*": "\uE000", "?": "\uE001" } as const;

/** Escapes text so that it matches literally in a pattern. */
export const literally = (text: string) => text.replace(/[*?]/g, (mark) => LITERAL[mark as "*" | "?"]);

/** Compiles a pattern of action names, which are case-insensitive. */
export function actionGlob(pattern: string): Matcher {
  const match = glob(pattern.toLowerCase());
  return (value) => match(value.toLowerCase());
}

/**
 * Compiles an ARN pattern: a wildcard stays within its part, of which the sixth (the resource) may hold colons and
 * slashes.
 */
export function arnGlob(pattern: string): Matcher {
  const parts = pattern.split(":");
  if (parts.length < 6 || !/[*?]/.test(pattern)) return glob(pattern);
  const head = parts.slice(0, 5).map((part) => source(part, "[^:]"));
  const tail = source(parts.slice(5).join(":"), ".");
  const expression = new RegExp(`^${head.join(":")}:${tail}$`, "s");
  return (value) => expression.test(value);
}

const source = (pattern: string, any: string) =>
  pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, `${any}*`)
    .replace(/\?/g, any)
    .replaceAll(LITERAL["*"], "\\*")
    .replaceAll(LITERAL["?"], "\\?");
