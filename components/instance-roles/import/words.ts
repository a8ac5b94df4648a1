/** Texts about imports. Browser-safe. */
import { counted } from "#lib/counted.ts";

/** Returns "1 row is" or "12 rows are". */
export function rowsWord(count: number): string {
  return `${counted(count, "row")} ${count === 1 ? "is" : "are"}`;
}
