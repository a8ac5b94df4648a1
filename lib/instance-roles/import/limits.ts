/** How much one import may bring. Browser-safe. */
export const MOST_ROWS = 10_000;
export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_COLUMNS = 100;
/** How many roles may be retried by their ids in one request. */
export const MOST_RETRIED = 1_000;
