/** The choices behind an account's set-up documents, as they are stored. Browser-safe. */
import type { Tags } from "#lib/aws/tags.ts";
import type { RoleScope } from "#lib/setup-documents/setup.ts";

export type AccountSetup = RoleScope & {
  includeBulkRead: boolean;
  /** Rolecall may put instance profiles on EC2 instances. */
  includeAttach?: boolean;
  includeListRoles?: boolean;
  /** The connection role is made without a permissions boundary. */
  withoutBoundary?: boolean;
  /** The permissions version that a check last found complete; absent before the first check. */
  permissionsVersion?: number;
  /** Where machines run, at most three; absent where not given. */
  regions?: string[];
  /** Instance profiles are made by others: Rolecall uses those that hold a role and makes none. */
  neverMakeProfiles?: boolean;
  /** On what Rolecall and the set-up documents make. */
  tags?: Tags;
};

/** Parses the stored column; fields that an older version did not write get their defaults. */
export function setupOf(stored: unknown): AccountSetup {
  const setup = (stored ?? {}) as Partial<AccountSetup>;
  return { includeBulkRead: false, ...setup };
}

/** Returns the choices that the texts and fixes of a failure depend on. */
export function choicesOf(stored: unknown): RoleScope & Pick<AccountSetup, "neverMakeProfiles"> {
  const setup = setupOf(stored);
  return { ...scopeOf(setup), ...(setup.neverMakeProfiles && { neverMakeProfiles: true }) };
}

/** Returns the scope without its empty parts; without any part it means all roles. */
export function scopeOf({
  rolePrefix,
  rolePath,
}: {
  rolePrefix?: string | undefined;
  rolePath?: string | undefined;
}): RoleScope {
  return { ...(rolePrefix && { rolePrefix }), ...(rolePath && { rolePath }) };
}
