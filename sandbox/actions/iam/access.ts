import type { Access } from "../../authorization/authorize.ts";
import { requestTagKeys, tagKeys } from "../../authorization/request-context.ts";
import type { ContextInput } from "../../policies/context.ts";
import type { Account } from "../../state/account.ts";
import { parseArn } from "../../state/arns.ts";
import type { Tag } from "../../state/records.ts";
import type { World } from "../../state/world.ts";

/**
 * The resources IAM's actions are authorized against [Service Authorization Reference]. A role that does not exist is
 * authorized by the ARN its name would have, so that NoSuchEntity is returned only to callers with the permission.
 */
export function onRole(
  account: Account,
  action: string,
  roleName: string,
  context: ContextInput = {},
): Access {
  const role = account.role(roleName) ?? account.seenRole(roleName);
  return {
    action,
    resource: role?.arn ?? account.arn(`role/${roleName}`),
    named: `role ${roleName}`,
    context: {
      "aws:ResourceAccount": account.id,
      ...(KNOW_THE_BOUNDARY.has(action) && { "iam:PermissionsBoundary": role?.boundary }),
      ...tagKeys("aws:ResourceTag/", role?.tags ?? []),
      ...tagKeys("iam:ResourceTag/", role?.tags ?? []),
      ...context,
    },
  };
}

/** The role actions that support iam:PermissionsBoundary. */
const KNOW_THE_BOUNDARY = new Set([
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:GetRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
]);

export function onInstanceProfile(
  account: Account,
  action: string,
  name: string,
  context: ContextInput = {},
): Access {
  const profile = account.instanceProfile(name) ?? account.seenInstanceProfile(name);
  return {
    action,
    resource: profile?.arn ?? account.arn(`instance-profile/${name}`),
    named: `instance profile ${name}`,
    context: {
      "aws:ResourceAccount": account.id,
      ...tagKeys("aws:ResourceTag/", profile?.tags ?? []),
      ...context,
    },
  };
}

export function onPolicy(world: World, action: string, arn: string, context: ContextInput = {}): Access {
  const policy = world.policy(arn);
  return {
    action,
    resource: arn,
    named: `policy ${arn}`,
    context: {
      "aws:ResourceAccount": parseArn(arn)?.accountId,
      ...tagKeys("aws:ResourceTag/", policy?.tags ?? []),
      ...context,
    },
  };
}

/** A resource to be created, authorized by its future ARN. */
export const onNew = (
  account: Account,
  action: string,
  resource: string,
  context: ContextInput = {},
): Access => ({
  action,
  resource: account.arn(resource),
  context: { "aws:ResourceAccount": account.id, ...context },
});

/** A creation with tags, which needs the permission to tag as well. */
export function onNewWithTags(
  account: Account,
  create: string,
  tag: string,
  resource: string,
  tags: Tag[],
  context: ContextInput = {},
): Access[] {
  const actions = tags.length === 0 ? [create] : [create, tag];
  return actions.map((action) => onNew(account, action, resource, { ...context, ...requestTagKeys(tags) }));
}

/** Actions without resource-level permissions. */
export const onAccount = (action: string): Access => ({ action, resource: "*" });

/**
 * iam:PassRole to EC2: for one instance, or for all that will have the profile. China has a service name for each.
 * PassRole does not support the role's tags [IAM User Guide, id_roles_use_passrole].
 */
export function passingRoleToEc2(account: Account, roleName: string, instanceArn?: string): Access {
  const role = account.role(roleName) ?? account.seenRole(roleName);
  const isIntoProfileInChina = instanceArn === undefined && account.partition === "aws-cn";
  return {
    action: "iam:PassRole",
    resource: role?.arn ?? account.arn(`role/${roleName}`),
    context: {
      "iam:PassedToService": isIntoProfileInChina ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com",
      "iam:AssociatedResourceArn": instanceArn ?? `arn:${account.partition}:ec2:*:${account.id}:instance/*`,
      "aws:ResourceAccount": account.id,
    },
  };
}
