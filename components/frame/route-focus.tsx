"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** A page that one has gone to from another begins at its heading, for keyboards and screen readers alike. */
export function RouteFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const { activeElement: now } = document;
    // What the new page focuses itself, or a link that is still there, keeps the focus.
    if (now && now !== document.body && !now.closest("[hidden]")) return;
    const heading = document.querySelector<HTMLElement>("#main h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
