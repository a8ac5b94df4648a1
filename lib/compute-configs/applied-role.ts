/** Decides which instance role a cluster runs as, and why. Browser-safe. */

export type RoleState = {
  id: string;
  name: string;
  roleArn: string;
  instanceProfileArn: string | null;
  status: "REGISTERING" | "ACTIVE" | "FAILED" | "DELETING";
};

export type AppliedRole =
  | { why: "chosen" | "default"; role: RoleState }
  /** None was chosen, and the account has no default role. */
  | { why: "no_default"; role: null }
  /** The chosen role was deleted in Rolecall. */
  | { why: "chosen_is_gone"; role: null };

/** Returns the role that applies: the chosen one, else the account's default. */
export function appliedRole({
  instanceRoleId,
  chosen,
  byDefault,
}: {
  instanceRoleId: string | null;
  chosen: RoleState | null;
  byDefault: RoleState | null;
}): AppliedRole {
  if (instanceRoleId !== null) {
    return chosen ? { why: "chosen", role: chosen } : { why: "chosen_is_gone", role: null };
  }
  return byDefault ? { why: "default", role: byDefault } : { why: "no_default", role: null };
}
