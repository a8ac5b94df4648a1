/** An IAM role's ARN: parsed at the door, built from its parts, shown short. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { ArnReason } from "./arn-reason.ts";
import { describeArnReason, type MalformedWhy } from "./arn-reasons.ts";
import { type ArnRefusal, type Meant, malformed } from "./arn-refusal.ts";
import { readTyped } from "./read-typed.ts";
import { type RoleArn, readRoleArn } from "./role-arn-grammar.ts";

export type { RoleArn };

export type ParsedRoleArn =
  | { ok: true; roleArn: RoleArn; cleaned: string[] }
  | {
      ok: false;
      reason: ArnReason;
      /** What `arn_malformed` means in this case. */
      why?: MalformedWhy;
      detail: string;
      meant?: Meant;
      cleaned: string[];
    };

/**
 * Reads what somebody typed or pasted as a role ARN. What surrounds it is left out and what was encoded is decoded,
 * where one role ARN can be told for sure (`cleaned` says what was done); anything else is refused with what it is
 * instead and, where one is likely, the one ARN that was meant. A refusal never repeats a credential.
 */
export function parseRoleArn(typed: string): ParsedRoleArn {
  const read = readTyped(typed);
  const { cleaned } = read;
  const refusal = "roleArn" in read ? protectedRole(read.roleArn) : read.refusal;
  if (!refusal) return { ok: true, roleArn: (read as { roleArn: RoleArn }).roleArn, cleaned };
  const { reason, facts, meant } = refusal;
  const { detail } = describeArnReason(reason, facts);
  const why = reason === "arn_malformed" ? { why: refusal.facts.why } : {};
  return { ok: false, reason, ...why, detail, ...(meant && { meant }), cleaned };
}

/** Like readRoleArn, for an ARN that was checked before it was stored. Throws if it is not a role ARN. */
export function roleArnFrom(arn: string): RoleArn {
  const roleArn = readRoleArn(arn);
  if (!roleArn) throw new Error("not a role ARN");
  return roleArn;
}

const SSO_PATH = "/aws-reserved/sso.amazonaws.com/";
const SERVICE_LINKED_PATH = "/aws-service-role/";

/**
 * Roles that only AWS may change, for which AttachRolePolicy answers UnmodifiableEntity; and paths that would be a pattern
 * or a variable in a policy that is meant for this role alone. IAM takes such a path, and nobody has one.
 */
function protectedRole({ path, name }: RoleArn): ArnRefusal | null {
  if (/[*?]|\$\{/.test(path)) return malformed("wildcard");
  if (path.startsWith(SERVICE_LINKED_PATH)) {
    const service = path.slice(SERVICE_LINKED_PATH.length).replace(/\/$/, "");
    return { reason: "arn_service_linked", facts: { roleName: name, service } };
  }
  // A Region may follow in the path; the name's prefix is reserved by AWS as well.
  if (path.startsWith(SSO_PATH) || name.startsWith("AWSReservedSSO_"))
    return { reason: "arn_sso_managed", facts: { roleName: name } };
  return null;
}

type InAccount = { partition: Partition; accountId: string };
type Named = InAccount & { path?: string; name: string };

/** The ARN of a role from its parts; `path` is `/` if not given. */
export function roleArnOf({ partition, accountId, path = "/", name }: Named): RoleArn {
  return roleArnFrom(`arn:${partition}:iam::${accountId}:role${path}${name}`);
}

/** The ARN of a customer-managed policy. */
export function policyArn({ partition, accountId, path = "/", name }: Named): string {
  return `arn:${partition}:iam::${accountId}:policy${path}${name}`;
}

/** The ARN of an instance profile. */
export function profileArn({ partition, accountId, path = "/", name }: Named): string {
  return `arn:${partition}:iam::${accountId}:instance-profile${path}${name}`;
}

/** The ARN of a policy that AWS manages: its account field is the word `aws`, its partition that of the role. */
export function awsManagedPolicyArn(partition: Partition, name: string, path = "/"): string {
  return `arn:${partition}:iam::aws:policy${path}${name}`;
}

/** The last part of an ARN's resource: `etl` of `…:role/team/data/etl`. */
export function nameInArn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(":")) + 1);
}

const SHORT_RESOURCE = 44;

/** For a narrow column: `…123456789012 · role/team/data/etl`; a long resource loses its middle, never its name. */
export function shortenArn(arn: string): string {
  const [, , , , accountId, ...rest] = arn.split(":");
  const resource = rest.join(":");
  if (!accountId || !resource) return arn;
  return `…${accountId} · ${shortenMiddle(resource)}`;
}

function shortenMiddle(resource: string): string {
  if (resource.length <= SHORT_RESOURCE) return resource;
  const name = nameInArn(resource);
  const kind = resource.slice(0, resource.indexOf("/") + 1);
  const room = SHORT_RESOURCE - kind.length - 2;
  if (name.length <= room) return `${kind}…/${name}`;
  const half = Math.floor((room - 1) / 2);
  return `${kind}${resource === kind + name ? "" : "…/"}${name.slice(0, half)}…${name.slice(-half)}`;
}
