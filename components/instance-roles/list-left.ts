"use client";
/** How the list of roles was left in this tab: the way back from a role leads there again. */

const keyOf = (slug: string) => `rolecall.list.${slug}`;

export function leaveList(slug: string, search: string): void {
  sessionStorage.setItem(keyOf(slug), search);
}

/** The search part of its address, or nothing where the list was not seen in this tab. */
export function listLeft(slug: string): string {
  return sessionStorage.getItem(keyOf(slug)) ?? "";
}
