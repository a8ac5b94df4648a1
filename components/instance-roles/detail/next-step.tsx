import { isAcceptable } from "#lib/failures/acceptance.ts";
import type { FailureView } from "#lib/failures/view.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { AcceptFinding } from "./accept-finding.tsx";
import { DeleteRole } from "./delete-role.tsx";
import { RegisterInstead } from "./register-instead.tsx";
import { RetryButton } from "./retry-button.tsx";
import type { Rights } from "./rights.ts";

type NextStepProps = { slug: string; role: InstanceRoleDetail; failure: FailureView; rights: Rights };

/** The button for after the fix: usually Retry, but not where a retry would fail in the same way. */
export function NextStep({ slug, role, failure, rights }: NextStepProps) {
  const { reason, actor } = failure;
  if (!rights.mayRetry) {
    return (
      <p className="py-1.5 text-sm text-ink-2">
        When that is done, an admin of this workspace can {isOfRemoval(role) ? "delete it again" : "retry"}.
      </p>
    );
  }
  if (isOfRemoval(role)) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <span className="font-medium">{DONE[actor]}</span>
        <DeleteRole slug={slug} role={role} />
      </div>
    );
  }
  const otherArn = OTHER_ARN_HELPS.has(reason) && failure.fixes.map(({ body }) => body).find(isRoleArn);
  if (otherArn && role.undo.willUndo.length === 0) {
    return <RegisterInstead slug={slug} id={role.id} roleArn={otherArn} />;
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <RetryButton slug={slug} role={role} question={DONE[actor]} />
      {rights.mayAccept && isAcceptable(reason) && (
        <AcceptFinding slug={slug} role={role} finding={{ reason, title: failure.title }} />
      )}
    </div>
  );
}

/** Whether the failed run was a removal, for which registering again would be the opposite of what was wanted. */
export function isOfRemoval({ registration }: Pick<InstanceRoleDetail, "registration">): boolean {
  return registration?.kind === "REMOVE";
}

const OTHER_ARN_HELPS = new Set(["role_arn_mismatch", "role_not_modifiable"]);

const DONE = {
  you: "Done that?",
  role_owner: "Done that?",
  org_admin: "Done that?",
  operator: "Try it again?",
  nobody: "Try it again?",
} as const satisfies Record<FailureView["actor"], string>;

const isRoleArn = (text: string) => /^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(text);
