/** What names an instance role towards those who use it. Browser-safe. */
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

/** Four values that differ: the profile has a path and a name of its own. */
export type Identity = {
  role: RoleArn;
  profile: { arn: string; name: string };
  /** Where machines are started; a consumer that wants one and gets none shows `<region>`. */
  region?: string;
  instanceType?: string;
  /** For what is started with the role. */
  tags?: Record<string, string>;
  /** What a cluster or a connection is called where one is made; the role's name if left out. */
  label?: string;
};

/** Which of the four a consumer takes. */
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
