/** The most rows of one import. Browser-safe. */
export const MOST_ROWS = 10_000;
export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_COLUMNS = 100;
/** The most role ids in one request to retry or check roles. */
export const MOST_NAMED = 1_000;
