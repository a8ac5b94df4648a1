/** The required policies in one account: their ARNs, documents, and the actions to simulate. Browser-safe. */
import { homeRegion, type Partition } from "#lib/aws/partition.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { awsManagedPolicyArn, policyArn } from "#lib/role-arn/role-arn.ts";
import { DEFAULT_REQUIRED_POLICIES } from "./default-set.ts";
import type { RequiredPolicy, RequiredPolicySet, RequiredPolicyTemplate } from "./required-policy.ts";

type InAccount = { partition: Partition; accountId: string };

/** Returns the policies that a role of this account needs, in the order in which they are attached. */
export function requiredPoliciesFor(
  account: InAccount,
  { policies }: RequiredPolicySet = DEFAULT_REQUIRED_POLICIES,
): RequiredPolicy[] {
  return policies.map((policy) => ({
    name: policy.name,
    arn: arnOf(policy, account),
    kind: policy.kind,
    why: policy.why,
    actions: policy.actions.map(({ action, why }) => ({ action, why })),
    ...(policy.kind === "customer_managed" && {
      path: policy.path ?? "/",
      version: policy.version,
      document: filledIn(policy.document as PolicyJson, account),
    }),
  }));
}

/** An action that represents its policy when a role is simulated. */
export type SimulatedAction = { policy: string; action: string; resourceArn: string };

/**
 * Returns the actions for SimulatePrincipalPolicy: group by `resourceArn`, one call each (`*` where no resource is
 * named).
 */
export function actionsToSimulate(
  account: InAccount,
  { policies }: RequiredPolicySet = DEFAULT_REQUIRED_POLICIES,
): SimulatedAction[] {
  return policies.flatMap(({ name, actions }) =>
    actions.flatMap(({ action, simulate }) =>
      simulate ? [{ policy: name, action, resourceArn: filledIn(simulate, account) }] : [],
    ),
  );
}

function arnOf(policy: RequiredPolicyTemplate, { partition, accountId }: InAccount): string {
  if (policy.kind === "aws_managed") return awsManagedPolicyArn(partition, policy.name, policy.path);
  return policyArn({ partition, accountId, name: policy.name, path: policy.path });
}

/** Fills placeholders inside JSON strings; the values need no escaping. */
function filledIn<T>(value: T, { partition, accountId }: InAccount): T {
  const text = JSON.stringify(value)
    .replaceAll("{partition}", partition)
    .replaceAll("{accountId}", accountId)
    .replaceAll("{region}", homeRegion(partition))
    // Written with AWS's first partition, replaced by the role's.
    .replaceAll('"arn:aws:', `"arn:${partition}:`);
  return JSON.parse(text) as T;
}
