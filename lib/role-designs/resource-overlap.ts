/** Decides whether a resource pattern of a policy can match a resource of an action. Pure. */

/** A run of characters may exclude some: a partition has no colon, a bucket's name no slash. */
type Token = { char: string } | { runWithout: string } | "one";

/**
 * Whether some ARN matches both: `written` as in a policy (`*`, `?`, policy variables), `type` as in the Service
 * Authorization Reference (`arn:${Partition}:s3:::${BucketName}`; a bucket's name has no slash).
 */
export function mayOverlap(written: string, type: string): boolean {
  const left = tokensOfPolicy(written);
  const right = tokensOfType(type);
  const known = new Map<number, boolean>();
  const overlap = (i: number, j: number): boolean => {
    const key = i * (right.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = look(i, j);
    known.set(key, answer);
    return answer;
  };
  const look = (i: number, j: number): boolean => {
    const a = left[i];
    const b = right[j];
    if (a === undefined && b === undefined) return true;
    if (a !== undefined && isRun(a) && overlap(i + 1, j)) return true;
    if (b !== undefined && isRun(b) && overlap(i, j + 1)) return true;
    if (a === undefined || b === undefined || !agree(a, b)) return false;
    if (isRun(a) && isRun(b)) return false;
    return overlap(isRun(a) ? i : i + 1, isRun(b) ? j : j + 1);
  };
  return overlap(0, 0);
}

const isRun = (token: Token) => typeof token === "object" && "runWithout" in token;

function agree(a: Token, b: Token): boolean {
  const chars = [a, b].flatMap((token) => (typeof token === "object" && "char" in token ? [token.char] : []));
  if (chars.length === 2) return chars[0] === chars[1];
  const [char] = chars;
  return char === undefined || ![a, b].some((token) => isWithout(token, char));
}

const isWithout = (token: Token, char: string) =>
  typeof token === "object" && "runWithout" in token && token.runWithout.includes(char);

function tokensOfPolicy(written: string): Token[] {
  const text = written.replace(/\$\{[^}]*\}/g, "*");
  return [...text].map((char) => (char === "*" ? { runWithout: "" } : char === "?" ? "one" : { char }));
}

const EXCLUDED: Record<string, string> = { Partition: ":", Region: ":", Account: ":", BucketName: ":/" };

function tokensOfType(type: string): Token[] {
  return [...type.matchAll(/\$\{([^}]+)\}|([\s\S])/g)].map(([, name, char]) => {
    if (char !== undefined) return { char };
    return { runWithout: EXCLUDED[name as string] ?? "" };
  });
}
