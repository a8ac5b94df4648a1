/** Where a page of instances ended: in which Region, and EC2's own token there. */
import { notOurCursor } from "#lib/db/cursor.ts";

export type InstancePlace = { region: string; token?: string };

/** `search`: what was asked for; EC2 refuses a token of another question. */
export function encodePlace(search: object, { region, token }: InstancePlace): string {
  return Buffer.from(JSON.stringify([keyOf(search), region, token ?? null])).toString("base64url");
}

/** @throws Refusal `invalid` on `cursor`, where it is not of this search */
export function decodePlace(search: object, cursor: string): InstancePlace {
  const [key, region, token] = contentOf(cursor);
  if (key !== keyOf(search) || typeof region !== "string") throw notOurCursor();
  if (token !== null && typeof token !== "string") throw notOurCursor();
  return { region, ...(token !== null && { token }) };
}

const keyOf = (search: object) => JSON.stringify(search);

function contentOf(cursor: string): unknown[] {
  try {
    const content = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(content) ? content : [];
  } catch {
    return []; // not JSON: somebody made it up
  }
}
