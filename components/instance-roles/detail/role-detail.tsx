import type { InstanceRoleDetail, RegistrationView } from "#lib/instance-roles/view.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { Gone } from "./gone.tsx";
import { History } from "./history.tsx";
import { NotChecked } from "./not-checked.tsx";
import { RequiredPolicies } from "./required-policies.tsx";
import { RetryButton } from "./retry-button.tsx";
import { RoleFacts } from "./role-facts.tsx";
import { type Rights, RoleHeader } from "./role-header.tsx";
import { StepTrack } from "./step-track.tsx";
import { Warnings } from "./warnings.tsx";

type RoleDetailProps = {
  slug: string;
  role: InstanceRoleDetail;
  registrations: RegistrationView[];
  rights: Rights;
};

/** One role: where it stands, what stops it, and what Rolecall did for it. */
export function RoleDetail({ slug, role, registrations, rights }: RoleDetailProps) {
  const { id, failure, registration } = role;
  const hasFailed = role.status === "FAILED" && failure !== undefined;
  return (
    <div className="flex flex-col gap-8">
      <RoleHeader slug={slug} rendered={role} rights={rights} />
      {hasFailed && (
        <FailureNotice
          failure={failure}
          retry={rights.mayRetry ? <RetryButton slug={slug} id={id} question="Done that?" /> : <AskAnAdmin />}
        />
      )}
      {role.notChecked && <NotChecked slug={slug} notChecked={role.notChecked} />}
      <Warnings warnings={role.warnings} />
      {registration && <StepTrack role={role} registration={registration} />}
      <div className="grid gap-8 lg:grid-cols-2">
        <RequiredPolicies role={role} />
        <RoleFacts role={role} />
      </div>
      <History registrations={registrations} />
      <Gone slug={slug} id={id} name={role.name} />
    </div>
  );
}

function AskAnAdmin() {
  return (
    <p className="py-1.5 text-sm text-ink-2">When that is done, an admin of this workspace can retry.</p>
  );
}
