"use client";
import { useEffect } from "react";

/** Puts the focus on an element that the address names, as one comes to a page by a client-side navigation. */
export function FocusOnArrival({ id }: { id: string }) {
  useEffect(() => {
    if (window.location.hash === `#${id}`) document.getElementById(id)?.focus();
  }, [id]);
  return null;
}
