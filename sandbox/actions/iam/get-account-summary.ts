import type { Account } from "../../state/account.ts";
import { defineAction } from "../action.ts";
import { onAccount } from "./access.ts";
import { MOST_POLICY_CHARACTERS } from "./create-policy.ts";
import { MOST_INLINE_CHARACTERS } from "./put-role-policy.ts";

export const getAccountSummary = defineAction({
  service: "iam",
  name: "GetAccountSummary",
  params: {},
  access: () => [onAccount("iam:GetAccountSummary")],
  run: ({ account }) => ({ SummaryMap: new Map(Object.entries({ ...counted(account), ...NOT_KEPT_HERE })) }),
});

function counted({ tables, settings: { quotas } }: Account): Record<string, number> {
  const policies = tables.policies.values();
  return {
    Roles: tables.roles.size,
    RolesQuota: quotas.roles,
    InstanceProfiles: tables.instanceProfiles.size,
    InstanceProfilesQuota: quotas.instanceProfiles,
    Policies: policies.length,
    PoliciesQuota: quotas.policies,
    PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
    AttachedPoliciesPerRoleQuota: quotas.policiesPerRole,
    AssumeRolePolicySizeQuota: quotas.trustSize,
    RolePolicySizeQuota: MOST_INLINE_CHARACTERS,
    PolicySizeQuota: MOST_POLICY_CHARACTERS,
    VersionsPerPolicyQuota: 5,
    Users: tables.users.size,
  };
}

/** AWS's default values of quotas the sandbox does not implement. */
const NOT_KEPT_HERE = {
  AccessKeysPerUserQuota: 2,
  AccountAccessKeysPresent: 0,
  AccountMFAEnabled: 1,
  AccountPasswordPresent: 1,
  AccountSigningCertificatesPresent: 0,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GlobalEndpointTokenVersion: 1,
  GroupPolicySizeQuota: 5120,
  Groups: 0,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  MFADevices: 0,
  MFADevicesInUse: 0,
  PolicyVersionsInUseQuota: 10_000,
  Providers: 0,
  ServerCertificates: 0,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
};
