import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export function ImportHeader({ slug, title, what }: { slug: string; title: string; what: ReactNode }) {
  return (
    <header className="mb-6">
      <Link
        href={`/${slug}/instance-roles`}
        className="-ml-1 inline-flex items-center gap-1.5 rounded-sm px-1 text-sm text-ink-2 hover:text-ink"
      >
        <ArrowLeft size={14} aria-hidden /> Instance roles
      </Link>
      <h1 className="mt-3 text-xl font-semibold">{title}</h1>
      <p className="mt-0.5 text-ink-2">{what}</p>
    </header>
  );
}
