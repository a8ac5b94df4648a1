"use client";
import { Arn } from "#components/ui/arn.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { Status } from "#lib/instance-roles/status.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";
import { StatusBadge } from "../status-badge.tsx";
import { BackToList } from "./back-to-list.tsx";
import { CheckButton } from "./check-button.tsx";
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
      <BackToList slug={slug} />
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
          <div className="flex flex-wrap gap-2">
            {rights.mayRetry && role.status === "FAILED" && !isOfRemoval(rendered) && (
              <RetryButton slug={slug} role={role} />
            )}
            {rights.mayRetry && canBeChecked(role.status, rendered) && (
              <CheckButton slug={slug} role={role} />
            )}
            {rights.mayEdit && <EditRole slug={slug} role={role} />}
            {rights.mayRemove && <DeleteRole slug={slug} role={rendered} />}
          </div>
        </div>
      </div>
    </header>
  );
}

/** What was Active once: of a failed registration there is nothing yet that could be checked again. */
function canBeChecked(status: Status, { registration }: InstanceRoleDetail): boolean {
  if (status !== "FAILED") return status === "ACTIVE";
  return registration?.kind === "REGISTER" && registration.status === "SUCCEEDED";
}
