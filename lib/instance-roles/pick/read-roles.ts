/** Reads an account's roles from AWS, as far as they can be registered. */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import { type ListedRole, listRoles } from "#lib/aws/iam/list-roles.ts";
import type { Partition } from "#lib/aws/partition.ts";
import type { Aws } from "#lib/aws/session.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { mayEc2Assume } from "#lib/iam-policy/trust.ts";
import { parseRoleArn } from "#lib/role-arn/role-arn.ts";
import { type AccountRoles, MOST_TAGS_READ, type PickableRole } from "./view.ts";

type Registered = Map<string, { id: string; name: string }>;
type Where = { partition: Partition; connectionRoleArn: string };

/** `registeredAmong`: which of some role ARNs the workspace has. */
export async function readRoles(
  aws: Aws,
  { partition, connectionRoleArn }: Where,
  atMost: number,
  registeredAmong: (roleArns: string[]) => Promise<Registered>,
): Promise<Omit<AccountRoles, "outcome">> {
  const { items, isCut } = await listRoles(aws, atMost);
  // The parser refuses what cannot be registered: the roles of AWS's services.
  const own = items.filter(({ arn }) => arn !== connectionRoleArn && parseRoleArn(arn).ok);
  const registered = await registeredAmong(own.map(({ arn }) => arn));
  const roles = own.map((role) => pickable(role, partition, registered));
  const wanted = roles.filter((role) => role.trustsEc2 && !role.registered).slice(0, MOST_TAGS_READ);
  const tags = await tagsOf(aws, wanted);
  return { roles: roles.map((role) => ({ ...role, ...tagged(tags.get(role.roleArn)) })), isCut };
}

const tagged = (tags: PickableRole["tags"]) => (tags ? { tags } : {});

function pickable(role: ListedRole, partition: Partition, registered: Registered): PickableRole {
  const { arn: roleArn, name, path, trustPolicy } = role;
  const trust = parsePolicy(trustPolicy);
  const here = registered.get(roleArn);
  return {
    roleArn,
    name,
    path,
    trustsEc2: trust.ok && mayEc2Assume(trust.document, partition).verdict === "allowed",
    ...(here && { registered: here }),
  };
}

/** GetRole alone tells tags: the calls go out a few at a time, for as many roles as somebody waits for. */
async function tagsOf(aws: Aws, roles: PickableRole[]): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  const left = [...roles];
  async function readOn() {
    for (let role = left.shift(); role; role = left.shift()) {
      const tags = await tagsOfOne(aws, role.name);
      if (tags) found.set(role.roleArn, tags);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  return found;
}

const AT_ONCE = 8;

/** Undefined for a role that is gone by now, or may not be looked at. */
async function tagsOfOne(aws: Aws, name: string): Promise<Record<string, string> | undefined> {
  try {
    return (await getRole(aws, name)).tags;
  } catch (error) {
    if (isNoSuchEntity(error) || isDenied(error)) return undefined;
    throw error;
  }
}
