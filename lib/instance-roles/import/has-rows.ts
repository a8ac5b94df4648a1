import { invalidField, Refusal } from "#lib/errors.ts";
import { MOST_ROWS } from "./limits.ts";

/**
 * Checks the number of rows.
 * @throws Refusal `invalid` for no row, `payload_too_large` (413) for more than an import takes
 */
export function hasRows(count: number): void {
  if (count === 0) throw invalidField("rows", "no_rows", "There are no rows in it. Give at least one.");
  if (count <= MOST_ROWS) return;
  const most = MOST_ROWS.toLocaleString("en");
  throw new Refusal(
    "payload_too_large",
    `An import takes at most ${most} rows. Split it, and import the parts.`,
  );
}
