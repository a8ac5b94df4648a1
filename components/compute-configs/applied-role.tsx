import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { StatusIcon } from "#components/instance-roles/status-icon.tsx";
import type { ComputeConfigView } from "#lib/compute-configs/view.ts";
import { WHY } from "./words.ts";

/** Shows the role that applies and why, or why none does. */
export function AppliedRole({ slug, config }: { slug: string; config: ComputeConfigView }) {
  const { appliedRole, why } = config;
  if (!appliedRole) {
    return (
      <p className="flex gap-2 text-warn">
        <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
        {WHY[why]}
      </p>
    );
  }
  return (
    <p className="flex min-w-0 gap-2">
      <span className="mt-[3px]">
        <StatusIcon status={appliedRole.status} />
      </span>
      <span className="min-w-0">
        <Link
          href={`/${slug}/instance-roles/${appliedRole.id}`}
          className="relative z-10 rounded-sm font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {appliedRole.name}
        </Link>{" "}
        <span className="text-ink-2">{WHY[why]}</span>
      </span>
    </p>
  );
}
