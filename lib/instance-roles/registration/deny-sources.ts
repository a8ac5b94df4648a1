/** Which policies deny what the simulator found denied: read, as far as the connection role may read them. */
import { AwsError } from "#lib/aws/errors.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import { getPolicyVersion } from "#lib/aws/iam/get-policy-version.ts";
import type { IamRole } from "#lib/aws/iam/get-role.ts";
import { getRolePolicy } from "#lib/aws/iam/get-role-policy.ts";
import { listRolePolicies } from "#lib/aws/iam/list-role-policies.ts";
import type { SimulatedDecision } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import { type Act, denies, deniesAlways, mayAllow } from "#lib/iam-policy/denies.ts";
import { type PolicyDocument, parsePolicy } from "#lib/iam-policy/parse.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";

/** A policy that limits the role. `document`: JSON text, absent where it may not be read. */
export type LimitingPolicy = { name: string; arn?: string; document?: string };

export type DenySources = { own: LimitingPolicy[]; boundary?: LimitingPolicy };

export type Denied = SimulatedDecision & Act;

type RoleToRead = {
  role: Pick<IamRole, "name" | "permissionsBoundaryArn">;
  attachedPolicyArns: readonly string[];
};

/** Reads what it may, and does without the rest: the role has failed already, and this only tells more of why. */
export async function readDenySources(
  aws: Aws,
  { role, attachedPolicyArns }: RoleToRead,
): Promise<DenySources> {
  const boundaryArn = role.permissionsBoundaryArn;
  const [inline, managed, boundary] = await Promise.all([
    readInline(aws, role.name),
    Promise.all(attachedPolicyArns.map((arn) => readManaged(aws, arn))),
    boundaryArn && readManaged(aws, boundaryArn),
  ]);
  return { own: [...inline, ...managed], ...(boundary && { boundary }) };
}

async function readInline(aws: Aws, roleName: string): Promise<LimitingPolicy[]> {
  const names = await orUnknown(listRolePolicies(aws, roleName));
  return Promise.all(
    (names ?? []).map(async (name) => {
      const document = await orUnknown(getRolePolicy(aws, { roleName, policyName: name }));
      return { name, ...(document && { document }) };
    }),
  );
}

async function readManaged(aws: Aws, arn: string): Promise<LimitingPolicy> {
  const versionId = (await orUnknown(getPolicy(aws, arn)))?.versionId;
  const document = versionId && (await orUnknown(getPolicyVersion(aws, { policyArn: arn, versionId })));
  return { name: nameInArn(arn), arn, ...(document && { document }) };
}

function orUnknown<T>(read: Promise<T>): Promise<T | undefined> {
  return read.catch((error: unknown) => {
    if (error instanceof AwsError) return undefined;
    throw error;
  });
}

/** The role's own policies that deny it: by their text, or by the simulator's word for those that were not read. */
export function ownPoliciesDenying({ own }: DenySources, denied: Denied): LimitingPolicy[] {
  return own.filter((policy) => {
    if (policy.document !== undefined) return deniesIn(policy.document, denied);
    return denied.deniedBy?.some((id) => id === policy.name || id.endsWith(`_${policy.name}`)) ?? false;
  });
}

/**
 * Whether the boundary forbids it by a Deny, instead of only not allowing it. Where it was not read: something
 * denies it, none of the role's own policies is known to, and the boundary does not let it pass.
 */
export function isForbiddenByBoundary(sources: DenySources, denied: Denied): boolean {
  const { boundary } = sources;
  if (!boundary || denied.decision !== "explicitDeny" || denied.allowedByBoundary !== false) return false;
  if (boundary.document !== undefined) return deniesIn(boundary.document, denied);
  return ownPoliciesDenying(sources, denied).length === 0;
}

/**
 * Whether the verdict hangs on a condition of which the simulator was not told what a machine's request says: what it
 * denies may be allowed then. Where the texts were read and deny it under any condition, it does not.
 */
export function hangsOnCondition({ own, boundary }: DenySources, denied: Denied): boolean {
  if (!denied.missingContext?.length) return false;
  const always = (document: PolicyDocument) => deniesAlways(document, denied);
  if (own.some(({ document }) => isSo(document, always))) return false;
  if (denied.allowedByBoundary !== false) return true;
  return !isSo(boundary?.document, (document) => always(document) || !mayAllow(document, denied));
}

const deniesIn = (text: string, act: Act) => isSo(text, (document) => denies(document, act));

function isSo(text: string | undefined, question: (document: PolicyDocument) => boolean): boolean {
  const parsed = text === undefined ? undefined : parsePolicy(text);
  return parsed?.ok === true && question(parsed.document);
}
