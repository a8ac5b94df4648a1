/** The required policies in one account: their ARNs, documents and what to simulate. Browser-safe. */
import { homeRegion, type Partition } from "#lib/aws/partition.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { awsManagedPolicyArn, policyArn } from "#lib/role-arn/role-arn.ts";
import { DEFAULT_REQUIRED_POLICIES } from "./default-set.ts";
import type { RequiredPolicy, RequiredPolicySet, RequiredPolicyTemplate } from "./required-policy.ts";

type InAccount = { partition: Partition; accountId: string };

/** The policies a role of this account has to carry, in the order in which they are attached. */
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

/** An action that stands for its policy when a role is simulated. */
export type SimulatedAction = { policy: string; action: string; resourceArn: string };

/** What to hand to SimulatePrincipalPolicy: group by `resourceArn`, one call each (`*` where none is to be named). */
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

/** The placeholders stand inside JSON strings, and what replaces them needs no escaping there. */
function filledIn<T>(value: T, { partition, accountId }: InAccount): T {
  const text = JSON.stringify(value)
    .replaceAll("{partition}", partition)
    .replaceAll("{accountId}", accountId)
    .replaceAll("{region}", homeRegion(partition))
    // Written for AWS's first partition, meant for the role's.
    .replaceAll('"arn:aws:', `"arn:${partition}:`);
  return JSON.parse(text) as T;
}
