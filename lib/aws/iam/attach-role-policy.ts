import { AttachRolePolicyCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Attaches a policy. Succeeds silently where it is attached already.
 * @throws AwsError NoSuchEntity (role or policy), LimitExceeded, …
 */
export async function attachRolePolicy(
  { iam, caller }: Aws,
  { roleName, policyArn }: { roleName: string; policyArn: string },
): Promise<void> {
  await callAws(caller, "iam", "AttachRolePolicy", () =>
    iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn })),
  );
}
