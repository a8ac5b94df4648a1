import type { Access } from "../../authorization/authorize.ts";
import { requestTagKeys, tagKeys } from "../../authorization/request-context.ts";
import type { ContextInput } from "../../policies/context.ts";
import type { Account } from "../../state/account.ts";
import { parseArn } from "../../state/arns.ts";
import type { Tag } from "../../state/records.ts";
import type { World } from "../../state/world.ts";

/**
 * What IAM's actions are authorized against [Service Authorization Reference]. A role that does not exist is
 * authorized by the ARN its name would have, so that "not there" is only told to those who may know.
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

/** Of the actions on a role, those that can be allowed for roles with a certain boundary. */
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

/** Something about to be made: AWS names it by the ARN it will have. */
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

/** Setting tags while making a thing needs the permission to tag it as well. */
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

/** Actions that know no resource. */
export const onAccount = (action: string): Access => ({ action, resource: "*" });

/**
 * Handing a role to EC2: to one instance, or to all that will have the profile. In China EC2 has one name for each.
 * PassRole cannot be limited by the role's tags [IAM User Guide, id_roles_use_passrole].
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
