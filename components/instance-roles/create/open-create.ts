"use client";
/** Opens the panel while the URL has `create=1`, so that it can be linked to and the back button closes it. */

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
