/** Past this, what a search has is not counted further: "1,000+". Browser-safe. */
export const MOST_COUNTED = 1_000;
