/** The actions that the connection role needs, and the check result where one is missing. */
import type { Failure } from "#lib/failures/failure.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { connectionPermissions, type Permission } from "#lib/setup-documents/permissions.ts";
import { isNewSince } from "#lib/setup-documents/permissions-version.ts";
import { type Checking, endedBy, failed, skipped, warning } from "./checking.ts";
import type { CheckName, StoredCheck } from "./finding.ts";

export type NeededAction = { name: CheckName; action: string; why: string; permission: Permission };

/** Returns each action once, in the order of the set-up documents, with the first statement that allows it. */
export function neededActions(checking: Pick<Checking, "account" | "required">): NeededAction[] {
  const needed = allowed(checking).flatMap((permission) =>
    permission.actions.map(({ action, why }) => ({
      name: `permission:${action}` as const,
      action,
      why,
      permission,
    })),
  );
  return needed.filter(({ name }, index) => needed.findIndex((other) => other.name === name) === index);
}

/** Returns the statements that allow something. */
export const allowed = (checking: Pick<Checking, "account" | "required">) =>
  permissionsOf(checking).filter(({ deniesOthers }) => !deniesOthers);

export function permissionsOf({ account, required }: Pick<Checking, "account" | "required">): Permission[] {
  const { partition, accountId, connectionRoleArn, setup } = account;
  const { name: connectionRoleName, path: connectionRolePath } = roleArnFrom(connectionRoleArn);
  const role = { partition, accountId, connectionRoleName, connectionRolePath };
  return connectionPermissions({ ...role, requiredPolicies: required, ...setup });
}

/** Statements that an account opted into: a registration does without them. */
const OPTED_INTO = new Set(["ReadInBulk", "ListRoles", "ReadAssociations", "AttachToInstances"]);

export type Refusal = Omit<NonNullable<Failure["aws"]>, "action">;

/** Returns the result for a missing permission: a failure, unless it is newly needed or optional. */
export function lacking(checking: Checking, needed: NeededAction, refusal: Refusal): StoredCheck {
  const { name, action, why, permission } = needed;
  if (OPTED_INTO.has(permission.sid))
    return warning(name, { finding: "opted_in_but_denied", facts: { why } });
  if (isNewSince(action, checking.account.setup.permissionsVersion)) {
    return warning(name, { finding: "newly_needed", facts: { why } });
  }
  const [resource] = permission.resources;
  return failed(name, {
    reason: "connection_missing_permission",
    facts: { denied: [{ action, ...(resource && { resource }) }] },
    step: "connect",
    aws: { action, ...refusal },
  });
}

/** Returns the result where AWS did not answer: skipped; the reason is reported once, as `permission`. */
export function notAsked(checking: Checking, { name }: NeededAction, error: unknown): StoredCheck {
  checking.report(endedBy(checking, "permission", error));
  return skipped(name, { finding: "not_asked", facts: {} });
}
