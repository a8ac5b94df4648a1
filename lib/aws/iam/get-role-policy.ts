import { GetRolePolicyCommand } from "@aws-sdk/client-iam";
import { callAws, present } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Reads an inline policy of a role, as JSON text, decoded.
 * @throws AwsError NoSuchEntity
 */
export async function getRolePolicy(
  { iam, caller }: Aws,
  { roleName, policyName }: { roleName: string; policyName: string },
): Promise<string> {
  const call = { service: "iam", action: "GetRolePolicy" } as const;
  const { PolicyDocument: document } = await callAws(caller, call.service, call.action, () =>
    iam.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
  );
  return decodeURIComponent(present(document, { ...call, what: "PolicyDocument" }));
}
