import { displayedTrust } from "../../policies/trust.ts";
import type { Account } from "../../state/account.ts";
import type { InstanceProfile, ManagedPolicy, PolicyVersion, Role, Tag } from "../../state/records.ts";
import type { World } from "../../state/world.ts";
import { encodeDocument, wireTime } from "../../wire/xml.ts";
import { boundedBy, carriersOf } from "./find.ts";

/** A role in ListRoles: without boundary, tags and last use [API reference, ListRoles]. */
export const roleInList = (world: World, role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: wireTime(role.createdAt),
  AssumeRolePolicyDocument: encodeDocument(displayedTrust(world, role)),
  Description: role.description,
  MaxSessionDuration: role.maxSessionSeconds,
});

export const roleInFull = (world: World, role: Role) => ({
  ...roleInList(world, role),
  PermissionsBoundary: boundaryOf(role),
  Tags: tagsIfAny(role.tags),
  RoleLastUsed: {},
});

export const boundaryOf = ({ boundary }: Role) =>
  boundary === undefined
    ? undefined
    : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary };

export const instanceProfileView = (world: World, account: Account, profile: InstanceProfile) => ({
  Path: profile.path,
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  CreateDate: wireTime(profile.createdAt),
  Roles: profile.roles.flatMap((name) => {
    const role = account.seenRole(name);
    return role ? [roleInList(world, role)] : [];
  }),
});

export const instanceProfileInFull = (world: World, account: Account, profile: InstanceProfile) => ({
  ...instanceProfileView(world, account, profile),
  Tags: tagsIfAny(profile.tags),
});

/** A policy in ListPolicies: without description and tags. */
export function policyInList(account: Account, policy: ManagedPolicy) {
  const { roles, users } = carriersOf(account, policy.arn);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: roles.length + users.length,
    PermissionsBoundaryUsageCount: boundedBy(account, policy.arn).length,
    IsAttachable: true,
    CreateDate: wireTime(policy.createdAt),
    UpdateDate: wireTime(policy.updatedAt),
  };
}

export const policyInFull = (account: Account, policy: ManagedPolicy) => ({
  ...policyInList(account, policy),
  Description: policy.description,
  Tags: tagsIfAny(policy.tags),
});

export const versionInList = (policy: ManagedPolicy, version: PolicyVersion) => ({
  VersionId: version.id,
  IsDefaultVersion: version.id === policy.defaultVersion,
  CreateDate: wireTime(version.createdAt),
});

export const versionInFull = (policy: ManagedPolicy, version: PolicyVersion) => ({
  Document: encodeDocument(version.text),
  ...versionInList(policy, version),
});

const tagsIfAny = (tags: Tag[]) => (tags.length > 0 ? tags : undefined);
