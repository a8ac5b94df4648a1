/** Telling the connection role from a role of its name that is somebody else's, in bash. Browser-safe. */
import { iam, quote } from "#lib/iac/shell.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Setup } from "./setup.ts";

type Own = Pick<Setup, "externalId" | "earlierExternalIds"> & {
  role: RoleArn;
  /** Where given, a role that names neither it nor an external ID of ours is somebody else's too. */
  platformPrincipalArn?: string;
};

/** Reads the role's ARN and trust policy into `$existing`; fails where there is no such role. */
export function readExisting({ partition, name }: RoleArn): string {
  const read = iam(partition, "get-role", {
    "role-name": quote(name),
    query: quote("Role.[Arn, AssumeRolePolicyDocument]"),
    output: "json",
  });
  return `existing=$(${read} 2>/dev/null)`;
}

/**
 * Begins an `if`, for where the role in `$existing` is somebody else's or the connection of another workspace, and says
 * so: it is not taken over. It is this connection's where it is of the same ARN and asks for no other external ID.
 */
export function ifForeign({
  role,
  externalId,
  earlierExternalIds = [],
  platformPrincipalArn,
}: Own): string[] {
  const own = [externalId, ...earlierExternalIds];
  const words = (texts: string[]) => texts.map((text) => `-e ${quote(`"${text}"`)}`).join(" ");
  const lacks = (texts: string[]) => `! grep -qF ${words(texts)} <<<"$existing"`;
  const isNobodys = platformPrincipalArn ? ` \\\n  || ${lacks([...own, platformPrincipalArn])}` : "";
  return [
    `others=$(grep -o '"rc-[A-Za-z0-9_-]*"' <<<"$existing" | grep -vxF ${words(own)} || true)`,
    `if [ -n "$others" ] || ${lacks([role.arn])}${isNobodys}; then`,
    `  echo "There is a role ${role.name} already, and it is not this connection's: $existing" >&2`,
    '  echo "Was the external ID rotated since this script was made? Then take it from Rolecall again." >&2',
    '  echo "Otherwise choose another name for the connection role in Rolecall, or delete the role if nobody uses it." >&2',
  ];
}
