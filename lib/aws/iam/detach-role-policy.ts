import { DetachRolePolicyCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Detaches a policy.
 * @throws AwsError NoSuchEntity when it is not attached, or the role or policy does not exist
 */
export async function detachRolePolicy(
  { iam, caller }: Aws,
  { roleName, policyArn }: { roleName: string; policyArn: string },
): Promise<void> {
  await callAws(caller, "iam", "DetachRolePolicy", () =>
    iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn })),
  );
}
