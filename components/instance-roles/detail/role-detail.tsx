import { isSettled } from "#lib/instance-roles/status.ts";
import type { InstanceRoleDetail, RegistrationView } from "#lib/instance-roles/view.ts";
import { BuildMissingRole } from "./build-missing-role.tsx";
import { ChooseProfile } from "./choose-profile.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { Gone } from "./gone.tsx";
import { History } from "./history.tsx";
import { isOfRemoval, NextStep } from "./next-step.tsx";
import { NotChecked } from "./not-checked.tsx";
import { Outcome } from "./outcome.tsx";
import { ReadyToUse } from "./ready-to-use.tsx";
import { RequiredPolicies } from "./required-policies.tsx";
import type { Rights } from "./rights.ts";
import { RoleFacts } from "./role-facts.tsx";
import { RoleHeader } from "./role-header.tsx";
import { Section } from "./section.tsx";
import { StepTrack } from "./step-track.tsx";
import { TakeBackAcceptance } from "./take-back-acceptance.tsx";
import { Warnings } from "./warnings.tsx";
import { WatchForMend } from "./watch-for-mend.tsx";
import { WhileAsRendered } from "./while-as-rendered.tsx";

type RoleDetailProps = {
  slug: string;
  role: InstanceRoleDetail;
  accountHref: string;
  registrations: RegistrationView[];
  rights: Rights;
};

/** Shows one role: its status, its failure with fixes, and what Rolecall did for it. */
export function RoleDetail({ slug, role, accountHref, registrations, rights }: RoleDetailProps) {
  const { id, failure, registration } = role;
  const hasFailed = role.status === "FAILED" && failure !== undefined;
  return (
    <div className="flex flex-col gap-8">
      <RoleHeader slug={slug} rendered={role} rights={rights} />
      <Outcome rendered={role} />
      <WhileAsRendered rendered={role}>
        {hasFailed && (
          <FailureNotice
            failure={failure}
            kind={registration?.kind}
            retry={<NextStep slug={slug} role={role} failure={failure} rights={rights} />}
            offer={
              failure.reason === "role_not_found" &&
              !isOfRemoval(role) && <BuildMissingRole slug={slug} roleArn={role.roleArn} />
            }
            about={`the role ${role.roleArn}`}
          />
        )}
        {role.status === "ACTIVE" && role.instanceProfileArn && (
          <ReadyToUse
            instanceProfileArn={role.instanceProfileArn}
            href={`/${slug}/instance-roles/${id}/use`}
          />
        )}
      </WhileAsRendered>
      {hasFailed && rights.mayRetry && <WatchForMend slug={slug} rendered={role} />}
      {role.notChecked && <NotChecked slug={slug} notChecked={role.notChecked} />}
      <Warnings
        warnings={role.warnings}
        takeBack={rights.mayAccept && role.status === "ACTIVE" && <TakeBackAcceptance slug={slug} id={id} />}
      />
      {rights.mayRetry && hasProfileChoice(role) && (
        <Section id="profile-choice" title="Which instance profile">
          <ChooseProfile key={role.version} slug={slug} role={role} />
        </Section>
      )}
      {registration && <StepTrack role={role} registration={registration} />}
      <div className="grid gap-8 xl:grid-cols-[2fr_3fr]">
        <RequiredPolicies role={role} />
        <RoleFacts slug={slug} role={role} accountHref={accountHref} />
      </div>
      <History registrations={registrations} />
      <Gone slug={slug} role={role} />
    </div>
  );
}

/** Several hold the role, or somebody has chosen one. */
const hasProfileChoice = ({
  status,
  instanceProfileChoices: choices,
  chosenInstanceProfileArn,
}: InstanceRoleDetail) => isSettled(status) && (choices.length > 0 || chosenInstanceProfileArn !== undefined);
