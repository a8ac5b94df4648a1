/** How imports speak. Browser-safe. */

/** "1 row", "1,000 rows". */
export function rowCount(count: number, what: "row" | "role"): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

/** "1 row is", "12 rows are". */
export function rowsWord(count: number): string {
  return `${rowCount(count, "row")} ${count === 1 ? "is" : "are"}`;
}
