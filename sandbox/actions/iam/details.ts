import { displayedTrust } from "../../policies/trust.ts";
import type { Account } from "../../state/account.ts";
import type { Identity, InstanceProfile, ManagedPolicy, Role, User } from "../../state/records.ts";
import type { World } from "../../state/world.ts";
import { encodeDocument, wireTime } from "../../wire/xml.ts";
import { attachedPolicy } from "./list-attached-role-policies.ts";
import { boundaryOf, instanceProfileView, policyInList, versionInFull } from "./views.ts";

/**
 * GetAccountAuthorizationDetails has its own shape of a role: without MaxSessionDuration and Description, with all its
 * policies and profiles.
 */
export const roleDetail = (world: World, account: Account, role: Role, profiles: InstanceProfile[]) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: wireTime(role.createdAt),
  AssumeRolePolicyDocument: encodeDocument(displayedTrust(world, role)),
  InstanceProfileList: profiles.map((profile) => instanceProfileView(world, account, profile)),
  RolePolicyList: inlinePolicies(role),
  AttachedManagedPolicies: role.attached.map(attachedPolicy),
  PermissionsBoundary: boundaryOf(role),
  Tags: role.tags,
  RoleLastUsed: {},
});

export const userDetail = (user: User) => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: user.arn,
  CreateDate: wireTime(user.createdAt),
  UserPolicyList: inlinePolicies(user),
  GroupList: [],
  AttachedManagedPolicies: user.attached.map(attachedPolicy),
  Tags: user.tags,
});

export const policyDetail = (account: Account, policy: ManagedPolicy) => ({
  ...policyInList(account, policy),
  Description: policy.description,
  PolicyVersionList: policy.versions.map((version) => versionInFull(policy, version)),
});

const inlinePolicies = ({ inline }: Identity) =>
  Object.entries(inline).map(([PolicyName, text]) => ({ PolicyName, PolicyDocument: encodeDocument(text) }));
