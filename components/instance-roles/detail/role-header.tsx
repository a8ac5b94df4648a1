"use client";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { Arn } from "#components/ui/arn.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";
import { StatusBadge } from "../status-badge.tsx";
import { DeleteRole } from "./delete-role.tsx";
import { EditRole } from "./edit-role.tsx";
import { isOfRemoval } from "./next-step.tsx";
import { RetryButton } from "./retry-button.tsx";
import type { Rights } from "./rights.ts";

type RoleHeaderProps = { slug: string; rendered: InstanceRoleDetail; rights: Rights };

export function RoleHeader({ slug, rendered, rights }: RoleHeaderProps) {
  const role = useLiveRole(rendered);
  return (
    <header>
      <Link
        href={`/${slug}/instance-roles`}
        className="-ml-1 inline-flex items-center gap-1.5 rounded-sm px-1 text-sm text-ink-2 hover:text-ink"
      >
        <ArrowLeft size={14} aria-hidden /> Instance roles
      </Link>
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-xl font-semibold [overflow-wrap:anywhere]">{role.name}</h1>
          <div className="mt-1 flex items-start gap-1">
            <Arn className="text-ink-2">{role.roleArn}</Arn>
            <CopyButton text={role.roleArn} what="ARN" className="-my-1.5" />
          </div>
          {role.description && (
            <p className="mt-2 max-w-[72ch] text-ink-2 [overflow-wrap:anywhere] whitespace-pre-line">
              {role.description}
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <output aria-label="Status">
            <StatusBadge role={role} />
          </output>
          <div className="flex gap-2">
            {rights.mayRetry && role.status === "FAILED" && !isOfRemoval(rendered) && (
              <RetryButton slug={slug} id={role.id} />
            )}
            {rights.mayEdit && <EditRole slug={slug} role={role} />}
            {rights.mayRemove && <DeleteRole slug={slug} role={rendered} />}
          </div>
        </div>
      </div>
    </header>
  );
}
