/** Names for prepared statements: Postgres parses and plans what we say often once a connection, not each time. */
import { createHash } from "node:crypto";

/** Statements differ by the length of their lists too; past so many, a new one goes without a name. */
const MOST = 400;

const names = new Map<string, string>();

/** The same name for the same SQL; empty: not to be prepared. */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= MOST) return "";
  const name = createHash("sha1").update(sql).digest("base64url");
  names.set(sql, name);
  return name;
}
