"use client";
/** The rows of an import, kept in this tab while somebody looks elsewhere. */

const placeOf = (slug: string) => `rolecall.import.${slug}`;

export const keptRows = (slug: string): string => sessionStorage.getItem(placeOf(slug)) ?? "";

/** Empty rows are not kept, and neither are more than the browser has room for. */
export function keepRows(slug: string, rows: string): void {
  sessionStorage.removeItem(placeOf(slug));
  if (rows === "") return;
  try {
    sessionStorage.setItem(placeOf(slug), rows);
  } catch {
    // No room: they are there until the page is left.
  }
}
