"use client";
import { useEffect } from "react";

/** Focuses the element named in the URL after a client-side navigation. */
export function FocusOnArrival({ id }: { id: string }) {
  useEffect(() => {
    if (window.location.hash === `#${id}`) document.getElementById(id)?.focus();
  }, [id]);
  return null;
}
