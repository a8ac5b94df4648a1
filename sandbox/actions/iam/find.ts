import type { Account } from "../../state/account.ts";
import { parseArn } from "../../state/arns.ts";
import type { InstanceProfile, ManagedPolicy, Role, User } from "../../state/records.ts";
import type { World } from "../../state/world.ts";
import { invalidInput, noSuchEntity, unmodifiableEntity } from "../../wire/errors.ts";

/** A role to read, as far as it has propagated. */
export function roleToRead(account: Account, name: string): Role {
  return account.seenRole(name) ?? noRole(name);
}

/** A role to change: its latest version, unless AWS alone may change it. */
export function roleToChange(account: Account, name: string): Role {
  const role = account.role(name) ?? noRole(name);
  if (isProtected(role)) {
    throw unmodifiableEntity(
      `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
    );
  }
  return role;
}

/** Whether the role is service-linked or made by IAM Identity Center. `/service-role/` is an ordinary path. */
const isProtected = ({ path }: Role) =>
  path.startsWith("/aws-service-role/") || path.startsWith("/aws-reserved/");

export function instanceProfileToRead(account: Account, name: string): InstanceProfile {
  return account.seenInstanceProfile(name) ?? noInstanceProfile(name);
}

export function instanceProfileToChange(account: Account, name: string): InstanceProfile {
  return account.instanceProfile(name) ?? noInstanceProfile(name);
}

export function policyToRead(world: World, account: Account, arn: string): ManagedPolicy {
  checkPolicyArn(account, arn);
  return world.seenPolicy(arn) ?? noPolicy(arn);
}

/** A policy of this account to change. Authorization refuses AWS managed policies before this. */
export function policyToChange(world: World, account: Account, arn: string): ManagedPolicy {
  checkPolicyArn(account, arn);
  return world.policy(arn) ?? noPolicy(arn);
}

export function checkPolicyArn(account: Account, arn: string): void {
  const parsed = parseArn(arn);
  const isPolicy = parsed?.service === "iam" && parsed.region === "" && parsed.resource.startsWith("policy/");
  const isOurs = parsed?.partition === account.partition && [account.id, "aws"].includes(parsed.accountId);
  if (!isPolicy || !isOurs) throw invalidInput(`ARN ${arn} is not valid.`);
}

/** The roles and users of the account that have a managed policy attached. */
export function carriersOf(account: Account, policyArn: string): { roles: Role[]; users: User[] } {
  const carries = ({ attached }: { attached: string[] }) => attached.includes(policyArn);
  return {
    roles: account.tables.roles.values().filter(carries),
    users: account.tables.users.values().filter(carries),
  };
}

export const boundedBy = (account: Account, policyArn: string): Role[] =>
  account.tables.roles.values().filter(({ boundary }) => boundary === policyArn);

function noRole(name: string): never {
  throw noSuchEntity(`The role with name ${name} cannot be found.`);
}

function noInstanceProfile(name: string): never {
  throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
}

function noPolicy(arn: string): never {
  throw noSuchEntity(`Policy ${arn} was not found.`);
}
