import type { Action } from "./action.ts";
import { associateIamInstanceProfile } from "./ec2/associate-iam-instance-profile.ts";
import { describeIamInstanceProfileAssociations } from "./ec2/describe-iam-instance-profile-associations.ts";
import { describeInstances } from "./ec2/describe-instances.ts";
import { describeRegions } from "./ec2/describe-regions.ts";
import { disassociateIamInstanceProfile } from "./ec2/disassociate-iam-instance-profile.ts";
import { replaceIamInstanceProfileAssociation } from "./ec2/replace-iam-instance-profile-association.ts";
import { runInstances } from "./ec2/run-instances.ts";
import { addRoleToInstanceProfile } from "./iam/add-role-to-instance-profile.ts";
import { attachRolePolicy } from "./iam/attach-role-policy.ts";
import { createAccountAlias } from "./iam/create-account-alias.ts";
import { createInstanceProfile } from "./iam/create-instance-profile.ts";
import { createPolicy } from "./iam/create-policy.ts";
import { createPolicyVersion } from "./iam/create-policy-version.ts";
import { createRole } from "./iam/create-role.ts";
import { deleteAccountAlias } from "./iam/delete-account-alias.ts";
import { deleteInstanceProfile } from "./iam/delete-instance-profile.ts";
import { deletePolicy } from "./iam/delete-policy.ts";
import { deletePolicyVersion } from "./iam/delete-policy-version.ts";
import { deleteRole } from "./iam/delete-role.ts";
import { deleteRolePermissionsBoundary } from "./iam/delete-role-permissions-boundary.ts";
import { deleteRolePolicy } from "./iam/delete-role-policy.ts";
import { detachRolePolicy } from "./iam/detach-role-policy.ts";
import { getAccountAuthorizationDetails } from "./iam/get-account-authorization-details.ts";
import { getAccountSummary } from "./iam/get-account-summary.ts";
import { getInstanceProfile } from "./iam/get-instance-profile.ts";
import { getPolicy } from "./iam/get-policy.ts";
import { getPolicyVersion } from "./iam/get-policy-version.ts";
import { getRole } from "./iam/get-role.ts";
import { getRolePolicy } from "./iam/get-role-policy.ts";
import { listAccountAliases } from "./iam/list-account-aliases.ts";
import { listAttachedRolePolicies } from "./iam/list-attached-role-policies.ts";
import { listEntitiesForPolicy } from "./iam/list-entities-for-policy.ts";
import { listInstanceProfileTags } from "./iam/list-instance-profile-tags.ts";
import { listInstanceProfiles } from "./iam/list-instance-profiles.ts";
import { listInstanceProfilesForRole } from "./iam/list-instance-profiles-for-role.ts";
import { listPolicies } from "./iam/list-policies.ts";
import { listPolicyVersions } from "./iam/list-policy-versions.ts";
import { listRolePolicies } from "./iam/list-role-policies.ts";
import { listRoleTags } from "./iam/list-role-tags.ts";
import { listRoles } from "./iam/list-roles.ts";
import { putRolePermissionsBoundary } from "./iam/put-role-permissions-boundary.ts";
import { putRolePolicy } from "./iam/put-role-policy.ts";
import { removeRoleFromInstanceProfile } from "./iam/remove-role-from-instance-profile.ts";
import { setDefaultPolicyVersion } from "./iam/set-default-policy-version.ts";
import { simulatePrincipalPolicy } from "./iam/simulate-principal-policy.ts";
import { tagInstanceProfile } from "./iam/tag-instance-profile.ts";
import { tagRole } from "./iam/tag-role.ts";
import { untagInstanceProfile } from "./iam/untag-instance-profile.ts";
import { untagRole } from "./iam/untag-role.ts";
import { updateAssumeRolePolicy } from "./iam/update-assume-role-policy.ts";
import { updateRole } from "./iam/update-role.ts";
import { assumeRole } from "./sts/assume-role.ts";
import { decodeAuthorizationMessage } from "./sts/decode-authorization-message.ts";
import { getCallerIdentity } from "./sts/get-caller-identity.ts";

/** Every AWS API the sandbox implements. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  [
    addRoleToInstanceProfile,
    attachRolePolicy,
    createAccountAlias,
    createInstanceProfile,
    createPolicyVersion,
    createPolicy,
    createRole,
    deleteAccountAlias,
    deleteInstanceProfile,
    deletePolicyVersion,
    deletePolicy,
    deleteRolePermissionsBoundary,
    deleteRolePolicy,
    deleteRole,
    detachRolePolicy,
    getAccountAuthorizationDetails,
    getAccountSummary,
    getInstanceProfile,
    getPolicyVersion,
    getPolicy,
    getRolePolicy,
    getRole,
    listAccountAliases,
    listAttachedRolePolicies,
    listEntitiesForPolicy,
    listInstanceProfileTags,
    listInstanceProfilesForRole,
    listInstanceProfiles,
    listPolicies,
    listPolicyVersions,
    listRolePolicies,
    listRoleTags,
    listRoles,
    putRolePermissionsBoundary,
    putRolePolicy,
    removeRoleFromInstanceProfile,
    setDefaultPolicyVersion,
    simulatePrincipalPolicy,
    tagInstanceProfile,
    tagRole,
    untagInstanceProfile,
    untagRole,
    updateAssumeRolePolicy,
    updateRole,
    assumeRole,
    decodeAuthorizationMessage,
    getCallerIdentity,
    associateIamInstanceProfile,
    describeIamInstanceProfileAssociations,
    describeInstances,
    describeRegions,
    disassociateIamInstanceProfile,
    replaceIamInstanceProfileAssociation,
    runInstances,
  ].map((action) => [`${action.service}:${action.name}`, action]),
);
