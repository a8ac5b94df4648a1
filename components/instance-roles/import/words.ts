/** How imports speak. Browser-safe. */
import { counted } from "#lib/counted.ts";

/** "1 row is", "12 rows are". */
export function rowsWord(count: number): string {
  return `${counted(count, "row")} ${count === 1 ? "is" : "are"}`;
}
