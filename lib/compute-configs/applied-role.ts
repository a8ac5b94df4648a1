/** Which one instance role a cluster runs as, and why. Browser-safe. */

export type RoleState = {
  id: string;
  name: string;
  roleArn: string;
  instanceProfileArn: string | null;
  status: "REGISTERING" | "ACTIVE" | "FAILED" | "DELETING";
};

export type AppliedRole =
  | { why: "chosen" | "default"; role: RoleState }
  /** Nothing was chosen, and the account has no default role. */
  | { why: "no_default"; role: null }
  /** The role that was chosen was deleted here. */
  | { why: "chosen_is_gone"; role: null };

/** Exactly one role applies: the one chosen, else the account's default. */
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
