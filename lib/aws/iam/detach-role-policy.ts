import { DetachRolePolicyCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/** Not idempotent: @throws AwsError NoSuchEntity when it is not attached, or the role or policy is gone */
export async function detachRolePolicy(
  { iam, caller }: Aws,
  { roleName, policyArn }: { roleName: string; policyArn: string },
): Promise<void> {
  await callAws(caller, "iam", "DetachRolePolicy", () =>
    iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn })),
  );
}
