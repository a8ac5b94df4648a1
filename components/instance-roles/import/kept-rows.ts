"use client";
/** Keeps the rows of an import in this tab while the user is on another page. */

const placeOf = (slug: string) => `rolecall.import.${slug}`;

export const keptRows = (slug: string): string => sessionStorage.getItem(placeOf(slug)) ?? "";

/** Keeps rows, unless they are empty or exceed the browser's storage. */
export function keepRows(slug: string, rows: string): void {
  sessionStorage.removeItem(placeOf(slug));
  if (rows === "") return;
  try {
    sessionStorage.setItem(placeOf(slug), rows);
  } catch {
    // Storage is full: the rows are kept until the page is left.
  }
}
