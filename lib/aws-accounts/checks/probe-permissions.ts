/** Checks permissions without the simulator: harmless reads are tried, writes are reported as not testable. */
import { isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import { getAccountSummary } from "#lib/aws/iam/get-account-summary.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import { getRolePolicy } from "#lib/aws/iam/get-role-policy.ts";
import { listAccountAliases } from "#lib/aws/iam/list-account-aliases.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import { listRolePolicies } from "#lib/aws/iam/list-role-policies.ts";
import type { Aws } from "#lib/aws/session.ts";
import { refusedBy } from "#lib/failures/aws-refusals.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { type Checking, passed, warning } from "./checking.ts";
import type { StoredCheck } from "./finding.ts";
import { lacking, type NeededAction, notAsked } from "./needed-actions.ts";

type Probed = { needed: NeededAction[]; because: "denied" | "not_offered" };

export async function probePermissions(
  checking: Checking,
  aws: Aws,
  { needed, because }: Probed,
): Promise<void> {
  await Promise.all(
    needed.map(async (one) => {
      const probe = PROBES[one.action];
      const { name, why } = one;
      const untested = warning(name, { finding: "not_testable", facts: { why, because } });
      checking.report(probe ? await tried(checking, one, probe(aws, checking)) : untested);
    }),
  );
}

/** A name that does not exist: an answer of NoSuchEntity proves the permission. */
const NOWHERE = "rolecall-check-of-permissions";

/** The connection role looks at itself. */
const PROBES: Record<string, (aws: Aws, checking: Checking) => Promise<unknown>> = {
  "iam:GetRole": (aws, checking) => getRole(aws, itself(checking)),
  "iam:ListAttachedRolePolicies": (aws, checking) => listAttachedRolePolicies(aws, itself(checking)),
  "iam:ListRolePolicies": (aws, checking) => listRolePolicies(aws, itself(checking)),
  "iam:GetRolePolicy": (aws, checking) =>
    getRolePolicy(aws, { roleName: itself(checking), policyName: NOWHERE }),
  "iam:ListInstanceProfilesForRole": (aws, checking) => listInstanceProfilesForRole(aws, itself(checking)),
  "iam:GetInstanceProfile": (aws) => getInstanceProfile(aws, NOWHERE),
  "iam:GetAccountSummary": (aws) => getAccountSummary(aws),
  "iam:ListAccountAliases": (aws) => listAccountAliases(aws),
  "iam:GetPolicy": (aws, { required }) =>
    getPolicy(aws, required.find(({ kind }) => kind === "customer_managed")?.arn ?? NOWHERE),
};

const itself = ({ account }: Checking) => nameInArn(account.connectionRoleArn);

async function tried(checking: Checking, needed: NeededAction, call: Promise<unknown>): Promise<StoredCheck> {
  const { name, why } = needed;
  try {
    await call;
    return passed(name, { finding: "tried", facts: { why } });
  } catch (error) {
    if (isNoSuchEntity(error)) return passed(name, { finding: "tried", facts: { why } });
    if (isDenied(error)) return lacking(checking, needed, refusedBy(error));
    if (checking.emulator && isNotOffered(error)) {
      return warning(name, { finding: "not_testable", facts: { why, because: "not_offered" } });
    }
    return notAsked(checking, needed, error);
  }
}
