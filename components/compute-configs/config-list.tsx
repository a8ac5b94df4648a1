import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ComputeConfigView } from "#lib/compute-configs/view.ts";
import { AppliedRole } from "./applied-role.tsx";

export function ConfigList({ slug, configs }: { slug: string; configs: ComputeConfigView[] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {configs.map((config) => (
        <li
          key={config.id}
          className="relative grid gap-x-6 gap-y-1 px-5 py-4 hover:bg-hover md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto_16px] md:items-start"
        >
          <div className="min-w-0">
            <h2 className="font-medium [overflow-wrap:anywhere]">
              {/* The whole row leads there. */}
              <Link
                href={`/${slug}/compute-configs/${config.id}`}
                className="after:absolute after:inset-0 after:content-['']"
              >
                {config.name}
              </Link>
            </h2>
            <p className="text-sm text-ink-2">
              {config.region} · {config.accountName ?? config.accountId}
              {config.instanceType && ` · ${config.instanceType}`}
            </p>
          </div>
          <AppliedRole slug={slug} config={config} />
          <p className="text-sm text-ink-3">
            <RelativeTime at={config.createdAt} />
          </p>
          <ChevronRight size={16} aria-hidden className="mt-0.5 text-ink-3 max-md:hidden" />
        </li>
      ))}
    </ul>
  );
}
