/** How much one import may bring. Browser-safe. */
export const MOST_ROWS = 10_000;
export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_COLUMNS = 100;
/** How many roles one request may name by their ids, to retry them or to look at them again. */
export const MOST_NAMED = 1_000;
