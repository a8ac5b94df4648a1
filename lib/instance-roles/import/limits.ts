/** How much one import may bring. Browser-safe. */
export const MOST_ROWS = 1_000;
export const MOST_BYTES = 1024 * 1024;
export const MOST_COLUMNS = 100;
