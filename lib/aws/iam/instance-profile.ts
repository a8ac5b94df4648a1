import type { InstanceProfile as SdkInstanceProfile } from "@aws-sdk/client-iam";
import { present } from "../call.ts";

export type InstanceProfile = {
  name: string;
  arn: string;
  /** AIPA… */
  profileId: string;
  path: string;
  /** None or one. */
  roleArns: string[];
  /** AROA… of the same: a role recreated under its name has another. */
  roleIds: string[];
  /** Empty in lists: only GetInstanceProfile and CreateInstanceProfile return tags. */
  tags: Record<string, string>;
};

export function readInstanceProfile(
  profile: SdkInstanceProfile | undefined,
  action: string,
): InstanceProfile {
  const call = { service: "iam", action } as const;
  return {
    name: present(profile?.InstanceProfileName, { ...call, what: "InstanceProfileName" }),
    arn: present(profile?.Arn, { ...call, what: "Arn" }),
    profileId: present(profile?.InstanceProfileId, { ...call, what: "InstanceProfileId" }),
    path: profile?.Path ?? "/",
    roleArns: (profile?.Roles ?? []).flatMap(({ Arn: arn }) => arn ?? []),
    roleIds: (profile?.Roles ?? []).flatMap(({ RoleId: id }) => id ?? []),
    tags: Object.fromEntries((profile?.Tags ?? []).map(({ Key: key, Value: value }) => [key, value ?? ""])),
  };
}
