"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1_000;

/** Renders the page anew every second for as long as something on it is moving and the tab is in sight. */
export function RefreshWhile({ moving }: { moving: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [moving, router]);
  return null;
}
