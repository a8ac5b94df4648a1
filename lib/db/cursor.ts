/** Opaque cursors of lists: where the last page ended, and in which sort. */
import { invalidField, type Refusal } from "#lib/errors.ts";

export type Place = { value: string; id: string };

export function encodeCursor(sort: string, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Decodes a cursor.
 * @throws Refusal `invalid` (422) for a cursor that is malformed or of another sort
 */
export function decodeCursor(cursor: string, sort: string): Place {
  const [ofSort, value, id] = contentOf(cursor);
  const isRight = ofSort === sort && typeof value === "string" && !value.includes("\0");
  if (!isRight || typeof id !== "string" || !UUID.test(id)) {
    throw notOurCursor();
  }
  return { value, id };
}

/** The refusal of a well-formed cursor whose values cannot end a page; each list checks its own. */
export function notOurCursor(): Refusal {
  const message = "The cursor does not belong to this list. Start from its first page.";
  return invalidField("cursor", "cursor_invalid", message);
}

function contentOf(cursor: string): unknown[] {
  try {
    const content = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(content) ? content : [];
  } catch {
    return []; // not JSON, so not one of ours
  }
}
