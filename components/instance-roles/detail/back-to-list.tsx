"use client";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { listLeft } from "../list-left.ts";

const never = () => () => {};

/** To the list as it was left: search, filter, order and page. The server does not know how that was. */
export function BackToList({ slug }: { slug: string }) {
  const search = useSyncExternalStore(
    never,
    () => listLeft(slug),
    () => "",
  );
  return (
    <Link
      href={`/${slug}/instance-roles${search}`}
      className="-ml-1 inline-flex items-center gap-1.5 rounded-sm px-1 text-sm text-ink-2 hover:text-ink"
    >
      <ArrowLeft size={14} aria-hidden /> Instance roles
    </Link>
  );
}
