"use client";
import { CopyLink } from "#components/ui/copy-button.tsx";
import type { FailureView } from "#lib/failures/view.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type PassOnProps = { role: Pick<InstanceRoleView, "roleArn">; failure: FailureView };

/** Most who register a role do not own it: the whole matter as a message to whoever does. */
export function PassOn({ role, failure }: PassOnProps) {
  return (
    <CopyLink text={() => message(role.roleArn, failure, window.location.href)}>
      Copy a message for them
    </CopyLink>
  );
}

function message(roleArn: string, { title, detail, fixes }: FailureView, page: string): string {
  const fix = fixes.find(({ kind }) => kind === "aws_cli") ?? fixes[0];
  return [
    `Rolecall could not register ${roleArn}: ${title}.`,
    detail,
    ...(fix ? [`What would help (${fix.title}):`, fix.body] : []),
    `All about it, and Retry: ${page}`,
  ].join("\n\n");
}
