import type { FailureView } from "#lib/failures/view.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

/** What a row shows. Without a failure's fixes, which are long and shown on the role's page. */
export type ListedRole = Pick<
  InstanceRoleView,
  | "id"
  | "name"
  | "description"
  | "roleArn"
  | "roleName"
  | "rolePath"
  | "awsAccountId"
  | "awsAccountName"
  | "status"
  | "step"
  | "waiting"
  | "lastVerifiedAt"
  | "notChecked"
  | "createdAt"
  | "createdBy"
  | "version"
> & { failure?: Pick<FailureView, "title" | "actor" | "reason"> | undefined };

export function listed(role: InstanceRoleView): ListedRole {
  const { id, name, description, roleArn, roleName, rolePath, awsAccountId, awsAccountName } = role;
  const { status, step, waiting, lastVerifiedAt, notChecked, createdAt, createdBy, version, failure } = role;
  return {
    id,
    name,
    description,
    roleArn,
    roleName,
    rolePath,
    awsAccountId,
    awsAccountName,
    status,
    step,
    waiting,
    lastVerifiedAt,
    notChecked,
    createdAt,
    createdBy,
    version,
    failure: failure && { title: failure.title, actor: failure.actor, reason: failure.reason },
  };
}
