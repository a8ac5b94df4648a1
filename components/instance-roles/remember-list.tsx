"use client";
import { useEffect } from "react";
import { leaveList } from "./list-left.ts";

/** Keeps the list's address, without what opens a panel over it, for the way back from a role. */
export function RememberList({ slug, search }: { slug: string; search: string }) {
  useEffect(() => leaveList(slug, search === "?" ? "" : search), [slug, search]);
  return null;
}
