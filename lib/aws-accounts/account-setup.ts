/** The choices behind an account's set-up documents, as they are stored. Browser-safe. */
import type { Tags } from "#lib/aws/tags.ts";
import type { RoleScope } from "#lib/setup-documents/setup.ts";

export type AccountSetup = RoleScope & {
  includeBulkRead: boolean;
  /** Rolecall may put instance profiles on EC2 instances. */
  includeAttach?: boolean;
  /** The connection role is made without a permissions boundary. */
  withoutBoundary?: boolean;
  /** The version of the permissions that a check last found whole; absent before the first. */
  permissionsVersion?: number;
  /** Where machines run, at most three; absent where nobody said. */
  regions?: string[];
  /** Instance profiles are made by others: Rolecall uses those that hold a role and makes none. */
  neverMakeProfiles?: boolean;
  /** On what Rolecall and the set-up documents make. */
  tags?: Tags;
};

/** Reads the column; what an older version did not write has its default. */
export function setupOf(stored: unknown): AccountSetup {
  const setup = (stored ?? {}) as Partial<AccountSetup>;
  return { includeBulkRead: false, ...setup };
}

/** What a failure's words and fixes are made from, beside the account itself. */
export function choicesOf(stored: unknown): RoleScope & Pick<AccountSetup, "neverMakeProfiles"> {
  const setup = setupOf(stored);
  return { ...scopeOf(setup), ...(setup.neverMakeProfiles && { neverMakeProfiles: true }) };
}

/** Which roles were chosen: both left out for all of them. */
export function scopeOf({
  rolePrefix,
  rolePath,
}: {
  rolePrefix?: string | undefined;
  rolePath?: string | undefined;
}): RoleScope {
  return { ...(rolePrefix && { rolePrefix }), ...(rolePath && { rolePath }) };
}
