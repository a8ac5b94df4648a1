"use client";
/** The panel is open while the address says `create=1`: it can be linked to, and the way back closes it. */

export function openCreate(): void {
  const { searchParams } = new URL(window.location.href);
  searchParams.set("create", "1");
  window.history.pushState(null, "", `?${searchParams}`);
}

export function closeCreate(): void {
  const { searchParams } = new URL(window.location.href);
  searchParams.delete("create");
  window.history.replaceState(null, "", `?${searchParams}`);
}
