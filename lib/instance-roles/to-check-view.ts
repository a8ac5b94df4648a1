/** Builds the response of a check before registering; every field is listed explicitly. */

import { describeFailure } from "#lib/failures/failure-reasons.ts";
import type { FailureSubject } from "#lib/failures/reasons/reason.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { CheckView, WriteView } from "./check-view.ts";
import { describeCheckWarning } from "./check-warnings.ts";
import type { Checked, FoundRole } from "./registration/check.ts";
import type { ExistingView } from "./view.ts";

type Subject = {
  subject: FailureSubject;
  alreadyRegistered: ExistingView | null;
};

export function toCheckView(
  { found, problems, warnings }: Checked,
  { subject, alreadyRegistered }: Subject,
): CheckView {
  const { roleArn } = subject;
  return {
    roleArn: roleArn.arn,
    awsAccountId: roleArn.accountId,
    wouldBe: problems.length === 0 ? "ACTIVE" : "FAILED",
    ...(alreadyRegistered && { alreadyRegistered }),
    ...(found && { found: foundView(roleArn, found) }),
    would: found ? writesOf(found) : [],
    alreadyThere: found ? thereOf(found) : [],
    problems: problems.map((problem) => describeFailure(problem, subject)),
    warnings: warnings.map(describeCheckWarning),
  };
}

function foundView(
  { arn, name, path }: RoleArn,
  { roleId, permissionsBoundaryArn, profile, profileArns }: FoundRole,
): CheckView["found"] {
  return {
    roleArn: arn,
    roleId,
    roleName: name,
    rolePath: path,
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    ...(profile && { instanceProfileArn: profile.arn }),
    instanceProfileArns: profileArns,
  };
}

function writesOf({ policies, profile }: FoundRole): WriteView[] {
  const attach = policies
    .filter(({ isAttached }) => !isAttached)
    .map(({ arn }): WriteView => ({ kind: "attach_policy", target: arn }));
  if (!profile || profile.state === "holds_the_role") return attach;
  const { arn: target, state } = profile;
  return [
    ...attach,
    ...(state === "not_there" ? [{ kind: "create_profile", target } as const] : []),
    { kind: "add_role_to_profile", target },
  ];
}

function thereOf({ policies, profile }: FoundRole): CheckView["alreadyThere"] {
  const attached = policies
    .filter(({ isAttached }) => isAttached)
    .map(({ arn }) => ({ kind: "policy", target: arn }) as const);
  if (!profile || profile.state === "not_there") return attached;
  const { arn: target, state } = profile;
  return [
    ...attached,
    { kind: "profile", target },
    ...(state === "holds_the_role" ? [{ kind: "role_in_profile", target } as const] : []),
  ];
}
