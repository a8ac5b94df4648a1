/** JSON that may hold external IDs, kept for a while in a column of JSON: as a string, encrypted. */
import { decrypt, encrypt } from "./encrypt.ts";
import { ownKeys } from "./own-keys.ts";

export const encryptJson = (value: object, context: string): string =>
  encrypt(ownKeys(), JSON.stringify(value), context);

/** @param stored as read from the column: null, or what `encryptJson` returned */
export function decryptJson(stored: unknown, context: string): object | null {
  // What an earlier version wrote is an object, and is deleted within a day.
  if (typeof stored !== "string") return stored as object | null;
  return JSON.parse(decrypt(ownKeys(), stored, context)) as object;
}
