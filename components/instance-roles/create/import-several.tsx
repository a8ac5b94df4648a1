"use client";
import Link from "next/link";
import { holdsCredential } from "#lib/role-arn/credentials.ts";
import { keepRows } from "../import/kept-rows.ts";

/** Links to the import with the pasted text in its field. */
export function ImportSeveral({ slug, typed }: { slug: string; typed: string }) {
  return (
    <Link
      href={`/${slug}/instance-roles/import`}
      onClick={() => keepRows(slug, holdsCredential(typed) ? "" : typed)}
      className="w-fit rounded-sm pl-[22px] font-medium text-accent hover:underline"
    >
      Import them together →
    </Link>
  );
}
