/** What the set-up documents of an AWS account are made from. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { Tags } from "#lib/aws/tags.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";

export const DEFAULT_CONNECTION_ROLE = "rolecall-connection";
/** Where connection roles are made: no scope may reach it, and every connection role is denied to change what lies here. */
export const CONNECTION_PATH = "/rolecall/connection/";
/** The inline policy of the connection role that the documents make and keep up to date. */
export const CONNECTION_POLICY = "rolecall-connection";
/** Where the instance profiles that Rolecall makes live, and how they are marked. */
export const PROFILE_PATH = "/rolecall/";
export const MANAGED_TAG = { key: "rolecall:managed", value: "true" } as const;
/** Keys that begin so are Rolecall's own. */
export const OWN_TAG_PREFIX = "rolecall:";

/** Which roles Rolecall may prepare: all, those whose name begins so, or those below a path (`/team/`). */
export type RoleScope = { rolePrefix?: string; rolePath?: string };

export type Setup = RoleScope & {
  accountId: string;
  partition: Partition;
  externalId: string;
  /** Others of this connection, which the trust policy may still ask for: it was not rotated yet, or put back. */
  earlierExternalIds?: string[];
  platformPrincipalArn: string;
  connectionRoleName: string;
  /** Begins and ends with `/`; `/` if not given. */
  connectionRolePath?: string;
  requiredPolicies: RequiredPolicy[];
  /** Leave out the permissions boundary of the connection role, which the documents make otherwise. */
  withoutBoundary?: boolean;
  /** Also allow iam:GetAccountAuthorizationDetails: quicker checks, at the price of showing the account's whole IAM. */
  includeBulkRead: boolean;
  /** Also allow instance profiles to be put on EC2 instances and taken off them. */
  includeAttach?: boolean;
  /** Instance profiles are made by others: the connection role may neither make nor fill one. */
  neverMakeProfiles?: boolean;
  /** On all that the documents make; the company's own, beside those that Rolecall sets. */
  tags?: Tags;
  /** Also allow iam:ListRoles, so that roles are picked from a list in place of pasting their ARNs. */
  includeListRoles?: boolean;
};

/** The pattern of the roles in scope: `arn:aws:iam::123456789012:role/team/*`. */
export function roleScopeArn(
  { partition, accountId }: Pick<Setup, "partition" | "accountId">,
  { rolePath = "/", rolePrefix = "" }: RoleScope = {},
): string {
  return `arn:${partition}:iam::${accountId}:role${rolePath}${rolePrefix}*`;
}

/** Would a scope reach this role? Of all roles there is no scope: the Deny alone protects it then. */
export function isInScope({ path, name }: { path: string; name: string }, scope: RoleScope): boolean {
  if (!scope.rolePath && !scope.rolePrefix) return false;
  return `${path}${name}`.startsWith(`${scope.rolePath ?? "/"}${scope.rolePrefix ?? ""}`);
}

export function connectionRolePath({
  connectionRolePath: path = "/",
}: Pick<Setup, "connectionRolePath">): string {
  return path;
}
