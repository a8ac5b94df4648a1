/** The actions an account's connection role is checked for, and what it means that one is lacking. */
import type { Failure } from "#lib/failures/failure.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { connectionPermissions, type Permission } from "#lib/setup-documents/permissions.ts";
import { isNewSince } from "#lib/setup-documents/permissions-version.ts";
import { type Checking, endedBy, failed, skipped, warning } from "./checking.ts";
import type { CheckName, StoredCheck } from "./finding.ts";

export type NeededAction = { name: CheckName; action: string; why: string; permission: Permission };

/** Each action once, in the order of the set-up documents; one that several statements allow is told with the first. */
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

/** What the role needs to be allowed. */
export const allowed = (checking: Pick<Checking, "account" | "required">) =>
  permissionsOf(checking).filter(({ deniesOthers }) => !deniesOthers);

export function permissionsOf({ account, required }: Pick<Checking, "account" | "required">): Permission[] {
  const { partition, accountId, connectionRoleArn, setup } = account;
  const { name: connectionRoleName, path: connectionRolePath } = roleArnFrom(connectionRoleArn);
  const role = { partition, accountId, connectionRoleName, connectionRolePath };
  return connectionPermissions({ ...role, requiredPolicies: required, ...setup });
}

/** Statements that an account opted into: a registration does without them. */
const OPTED_INTO = new Set(["ReadInBulk", "ReadAssociations", "AttachToInstances"]);

export type Refusal = Omit<NonNullable<Failure["aws"]>, "action">;

/** A lacking permission fails the account, unless it came with a later version or only makes things quicker. */
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

/** AWS did not say whether the permission is there. Nothing is lacking by that: the reason is told once, for all. */
export function notAsked(checking: Checking, { name }: NeededAction, error: unknown): StoredCheck {
  checking.report(endedBy(checking, "permission", error));
  return skipped(name, { finding: "not_asked", facts: {} });
}
