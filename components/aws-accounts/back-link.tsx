import { ArrowLeft } from "lucide-react";
import Link from "next/link";

export function BackLink({ slug }: { slug: string }) {
  return (
    <Link
      href={`/${slug}/aws-accounts`}
      className="-ml-1 inline-flex items-center gap-1.5 rounded-sm px-1 text-sm text-ink-2 hover:text-ink"
    >
      <ArrowLeft size={14} aria-hidden /> AWS accounts
    </Link>
  );
}
