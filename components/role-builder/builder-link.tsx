import Link from "next/link";
import type { ReactNode } from "react";
import { builderHref, type GivenRole } from "./given-role.ts";

type BuilderLinkProps = { slug: string; given?: GivenRole; children: ReactNode };

/** To the role builder, with what is known of the role filled in. */
export function BuilderLink({ slug, given, children }: BuilderLinkProps) {
  return (
    <Link
      href={builderHref(slug, given)}
      className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}
