/** The names of an instance role in other products. Browser-safe. */
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

/** Four values that differ: the profile has a path and a name of its own. */
export type Identity = {
  role: RoleArn;
  profile: { arn: string; name: string };
  /** The Region to launch in; a product that needs one shows `<region>` where it is absent. */
  region?: string;
  instanceType?: string;
  /** Tags for what is launched with the role. */
  tags?: Record<string, string>;
  /** The name of a cluster or connection that a snippet creates; the role's name if absent. */
  label?: string;
};

/** The value that a product takes. */
export const IDENTIFIERS = ["role_arn", "role_name", "profile_arn", "profile_name"] as const;
export type Identifier = (typeof IDENTIFIERS)[number];

export function valueOf({ role, profile }: Identity, takes: Identifier): string {
  const values = {
    role_arn: role.arn,
    role_name: role.name,
    profile_arn: profile.arn,
    profile_name: profile.name,
  };
  return values[takes];
}

export const regionOf = ({ region }: Identity) => region ?? "<region>";
export const labelOf = ({ label, role }: Identity) => label ?? role.name;
