/** Checks that the customer-managed required policies (`rolecall-node`) exist and are current. */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import { getPolicyVersion } from "#lib/aws/iam/get-policy-version.ts";
import type { Aws } from "#lib/aws/session.ts";
import { samePolicy } from "#lib/iam-policy/compare.ts";
import { parsePolicy, readPolicy } from "#lib/iam-policy/parse.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import { type Checking, endedBy, failed, passed, warning } from "./checking.ts";
import type { CheckName, StoredCheck } from "./finding.ts";

export async function checkRequiredPolicies(checking: Checking, aws: Aws): Promise<void> {
  const own = ownPolicies(checking);
  await Promise.all(own.map(async (policy) => checking.report(await look(checking, aws, policy))));
}

/** Returns the customer-managed ones: AWS maintains its own. */
export function ownPolicies({ required }: Pick<Checking, "required">): RequiredPolicy[] {
  return required.filter(({ kind }) => kind === "customer_managed");
}

export const nameOf = ({ name }: RequiredPolicy): CheckName => `required_policy:${name}`;

async function look(checking: Checking, aws: Aws, policy: RequiredPolicy): Promise<StoredCheck> {
  const name = nameOf(policy);
  try {
    const { versionId } = await getPolicy(aws, policy.arn);
    if (!versionId || !policy.document) return passed(name, { finding: "policy_current", facts: {} });
    const document = await getPolicyVersion(aws, { policyArn: policy.arn, versionId });
    return isCurrent(document, policy)
      ? passed(name, { finding: "policy_current", facts: {} })
      : warning(name, { finding: "policy_outdated", facts: {} });
  } catch (error) {
    if (isDenied(error)) return warning(name, { finding: "policy_unreadable", facts: {} });
    if (!isNoSuchEntity(error)) return endedBy(checking, name, error);
    const facts = { policyArn: policy.arn };
    return failed(name, { reason: "required_policy_missing", facts, step: "connect" });
  }
}

/** Compares by meaning: layout and statement IDs are the customer's choice. */
function isCurrent(document: string, policy: RequiredPolicy): boolean {
  const there = parsePolicy(document);
  const wanted = readPolicy(policy.document ?? null);
  return there.ok && wanted.ok && samePolicy(there.document, wanted.document);
}
