import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListInstanceProfilesForRoleCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { onTestFinished } from "vitest";
import { aName, trustsEc2 } from "./endpoint.ts";

/** Creates resources for one test and deletes them after it, whatever the test did to them. */
export async function aRole(
  iam: IAMClient,
  {
    trust = trustsEc2,
    ...more
  }: { trust?: string; Path?: string; RoleName?: string; PermissionsBoundary?: string } = {},
) {
  const RoleName = more.RoleName ?? aName("role");
  const { Role } = await iam.send(
    new CreateRoleCommand({ ...more, RoleName, AssumeRolePolicyDocument: trust }),
  );
  onTestFinished(() => removeRole(iam, RoleName));
  return { name: RoleName, arn: Role?.Arn ?? "", id: Role?.RoleId ?? "" };
}

export async function aPolicy(iam: IAMClient, document: string, name = aName("policy")): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
  const arn = Policy?.Arn ?? "";
  onTestFinished(() => removePolicy(iam, arn));
  return arn;
}

export async function aProfile(iam: IAMClient, { role, ...more }: { role?: string; Path?: string } = {}) {
  const InstanceProfileName = aName("profile");
  const { InstanceProfile } = await iam.send(
    new CreateInstanceProfileCommand({ InstanceProfileName, ...more }),
  );
  onTestFinished(() => removeProfile(iam, InstanceProfileName));
  if (role) await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: role }));
  return {
    name: InstanceProfileName,
    arn: InstanceProfile?.Arn ?? "",
    id: InstanceProfile?.InstanceProfileId ?? "",
  };
}

async function removeRole(iam: IAMClient, RoleName: string): Promise<void> {
  await unlessGone(async () => {
    const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
    for (const { InstanceProfileName } of InstanceProfiles) {
      await iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }));
    }
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies) {
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames)
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  });
}

async function removePolicy(iam: IAMClient, PolicyArn: string): Promise<void> {
  await unlessGone(async () => {
    const { PolicyRoles = [] } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    for (const { RoleName } of PolicyRoles)
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    for (const { VersionId } of Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion)) {
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  });
}

async function removeProfile(iam: IAMClient, InstanceProfileName: string): Promise<void> {
  await unlessGone(async () => {
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    for (const { RoleName } of InstanceProfile?.Roles ?? []) {
      await iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }));
    }
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  });
}

async function unlessGone(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if ((error as { Code?: string }).Code !== "NoSuchEntity") throw error;
  }
}
