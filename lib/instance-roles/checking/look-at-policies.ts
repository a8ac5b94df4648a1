/** Checks that the required policies are attached, and that customer-managed ones still allow the required actions. */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import { getPolicyVersion } from "#lib/aws/iam/get-policy-version.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { coversAction } from "#lib/iam-policy/match.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import type { Found } from "../registration/steps/find-role.ts";
import type { Subject } from "../registration/subject.ts";
import type { KnownRole } from "./known.ts";

const step = "attach_policies";

/**
 * Returns the findings.
 * @throws RegistrationFailed where AWS does not answer
 */
export async function lookAtPolicies(
  known: KnownRole,
  { required }: Subject,
  aws: Aws,
  { attachedPolicyArns }: Found,
): Promise<Failure[]> {
  // A policy required only since the registration was never attached; one no longer required may be missing.
  const expected = required.filter(({ arn }) => known.policyArns.includes(arn));
  const detached = expected.map(({ arn }) => arn).filter((arn) => !attachedPolicyArns.includes(arn));
  const own = expected.filter(({ arn, kind }) => kind === "customer_managed" && !detached.includes(arn));
  const changed = await Promise.all(own.map((policy) => lookAtVersion(known, aws, policy)));
  return [
    ...(detached.length > 0 ? [policyDetached(detached)] : []),
    ...changed.filter((failure) => failure !== null),
  ];
}

const policyDetached = (policyArns: string[]): Failure => ({
  reason: "policy_detached",
  facts: { policyArns },
  step,
});

/** Returns the finding about a policy's default version; null where it is unchanged or may not be read. */
async function lookAtVersion(
  { lastVerifiedAt }: KnownRole,
  aws: Aws,
  { arn: policyArn, actions }: RequiredPolicy,
): Promise<Failure | null> {
  try {
    const { versionId, updatedAt } = await getPolicy(aws, policyArn);
    if (!versionId || !updatedAt || !mayBeLater(updatedAt, lastVerifiedAt)) return null;
    const lacking = actionsLacking(await getPolicyVersion(aws, { policyArn, versionId }), actions);
    if (lacking.length === 0) return null;
    return { reason: "policy_version_changed", facts: { policyArn, versionId, actions: lacking }, step };
  } catch (error) {
    // Rolecall does not need the right to read it; a deleted policy cannot be attached, which is reported already.
    if (isDenied(error) || isNoSuchEntity(error)) return null;
    return asReason({ step })(error);
  }
}

/** AWS's timestamps have a resolution of one second. */
function mayBeLater(updatedAt: Date, lastVerifiedAt: Date | null): boolean {
  return lastVerifiedAt !== null && Number(updatedAt) > Number(lastVerifiedAt) - 1_000;
}

function actionsLacking(document: string, actions: { action: string }[]): string[] {
  const parsed = parsePolicy(document);
  if (!parsed.ok) return [];
  const allows = parsed.document.statements.filter(({ effect }) => effect === "Allow");
  return actions
    .map(({ action }) => action)
    .filter((action) => !allows.some((statement) => coversAction(statement, action)));
}
