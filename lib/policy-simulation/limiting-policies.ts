/** Reads the policies that limit a role, as far as the connection role may. */
import { AwsError } from "#lib/aws/errors.ts";
import { getPolicy } from "#lib/aws/iam/get-policy.ts";
import { getPolicyVersion } from "#lib/aws/iam/get-policy-version.ts";
import { getRolePolicy } from "#lib/aws/iam/get-role-policy.ts";
import { listRolePolicies } from "#lib/aws/iam/list-role-policies.ts";
import type { Aws } from "#lib/aws/session.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";

/** `document`: JSON text, absent where it may not be read. */
export type LimitingPolicy = { name: string; arn?: string; document?: string };

export type LimitingPolicies = {
  own: LimitingPolicy[];
  /** Not all of the role's own policies could be listed. */
  isPartial?: boolean;
  boundary?: LimitingPolicy;
};

export type RoleToRead = {
  roleName: string;
  boundaryArn?: string | undefined;
  attachedPolicyArns: readonly string[];
};

/** Reads the policies; refused reads are left out, because they only explain a denial that the simulator reported. */
export async function readLimitingPolicies(
  aws: Aws,
  { roleName, boundaryArn, attachedPolicyArns }: RoleToRead,
): Promise<LimitingPolicies> {
  const [inline, managed, boundary] = await Promise.all([
    readInline(aws, roleName),
    Promise.all(attachedPolicyArns.map((arn) => readManaged(aws, arn))),
    boundaryArn && readManaged(aws, boundaryArn),
  ]);
  return {
    own: [...(inline ?? []), ...managed],
    ...(!inline && { isPartial: true }),
    ...(boundary && { boundary }),
  };
}

async function readInline(aws: Aws, roleName: string): Promise<LimitingPolicy[] | undefined> {
  const names = await orUnknown(listRolePolicies(aws, roleName));
  return (
    names &&
    Promise.all(
      names.map(async (name) => {
        const document = await orUnknown(getRolePolicy(aws, { roleName, policyName: name }));
        return { name, ...(document && { document }) };
      }),
    )
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
