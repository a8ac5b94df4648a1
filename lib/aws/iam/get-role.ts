import { GetRoleCommand } from "@aws-sdk/client-iam";
import { callAws, present } from "../call.ts";
import type { Aws } from "../session.ts";

export type IamRole = {
  arn: string;
  /** AROA…: stable and unique; a role recreated under the same name has another. */
  roleId: string;
  name: string;
  path: string;
  /** JSON text, decoded. */
  trustPolicy: string;
  permissionsBoundaryArn?: string;
  tags: Record<string, string>;
};

/** Reads a role by name. A role of another path may have the name, so compare the ARN. */
export async function getRole({ iam, caller }: Aws, roleName: string): Promise<IamRole> {
  const call = { service: "iam", action: "GetRole" } as const;
  const { Role: role } = await callAws(caller, call.service, call.action, () =>
    iam.send(new GetRoleCommand({ RoleName: roleName })),
  );
  return {
    arn: present(role?.Arn, { ...call, what: "Arn" }),
    roleId: present(role?.RoleId, { ...call, what: "RoleId" }),
    name: role?.RoleName ?? roleName,
    path: role?.Path ?? "/",
    trustPolicy: decodeURIComponent(role?.AssumeRolePolicyDocument ?? ""),
    ...(role?.PermissionsBoundary?.PermissionsBoundaryArn && {
      permissionsBoundaryArn: role.PermissionsBoundary.PermissionsBoundaryArn,
    }),
    tags: Object.fromEntries((role?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}
