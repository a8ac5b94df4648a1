/** Names prepared statements, so that Postgres parses and plans frequent statements once for each connection. */
import { createHash } from "node:crypto";

/** The most names. Statements also differ by the length of their lists; beyond this, new ones are not prepared. */
const MOST = 400;

const names = new Map<string, string>();

/** Returns the same name for the same SQL; an empty name means not to prepare it. */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= MOST) return "";
  const name = createHash("sha1").update(sql).digest("base64url");
  names.set(sql, name);
  return name;
}
