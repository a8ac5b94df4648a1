/** The statements a bucket's owner adds to the bucket's policy for the role. Browser-safe. */
import type { JsonObject, PolicyJson } from "#lib/iam-policy/parse.ts";
import { roleArnOf } from "#lib/role-arn/role-arn.ts";
import { bucketArn, objectsArn, oneOrMany, prefixPatterns, S3_ACTIONS } from "./permission-statements.ts";
import type { BucketGrant, RoleDesign } from "./schema.ts";

export type BucketPolicy = {
  bucket: string;
  /** The account of the bucket's owner, where it is not the role's. */
  accountId?: string;
  /** Required for another account's bucket; in the role's own account the role's policy is enough. */
  isNeeded: boolean;
  /** For merging into the existing policy: a bucket has one, and PutBucketPolicy replaces it. */
  document: PolicyJson;
};

/**
 * Returns a policy for each bucket of the design. AWS stores principals by the role's id, so a recreated role needs it
 * again. Source: Amazon S3 User Guide, "Bucket owner granting cross-account bucket permissions".
 * @returns nothing where the role's account is unknown, since a bucket policy names the role with its account
 */
export function bucketPolicies(design: RoleDesign): BucketPolicy[] {
  const { accountId, partition, path, roleName } = design;
  if (!accountId) return [];
  const role = roleArnOf({ partition, accountId, path, name: roleName }).arn;
  const byBucket = Map.groupBy(design.buckets, ({ name }) => name);
  return [...byBucket].map(([bucket, grants]) => {
    const owner = grants.find((grant) => grant.accountId)?.accountId;
    return {
      bucket,
      ...(owner && { accountId: owner }),
      isNeeded: grants.some((grant) => grant.accountId !== undefined || grant.grantBy === "bucket"),
      document: {
        Version: "2012-10-17",
        Statement: grants.flatMap((grant, at) => statements(grant, role, design, at)),
      },
    };
  });
}

function statements(grant: BucketGrant, role: string, { partition }: RoleDesign, at: number): JsonObject[] {
  const suffix = at === 0 ? "" : `${at + 1}`;
  const writes = grant.access === "read_write";
  const common = { Effect: "Allow", Principal: { AWS: role } };
  const onBucket = [...S3_ACTIONS.bucketRead, ...(writes ? S3_ACTIONS.bucketWrite : [])];
  return [
    {
      Sid: `RolecallList${suffix}`,
      ...common,
      Action: oneOrMany([...S3_ACTIONS.list]),
      Resource: bucketArn(grant, partition),
      ...(grant.prefix !== "" && {
        Condition: { StringLike: { "s3:prefix": prefixPatterns(grant.prefix) } },
      }),
    },
    {
      Sid: `RolecallBucket${suffix}`,
      ...common,
      Action: oneOrMany(onBucket),
      Resource: bucketArn(grant, partition),
    },
    {
      Sid: `RolecallObjects${suffix}`,
      ...common,
      Action: oneOrMany([...S3_ACTIONS.objectRead, ...(writes ? S3_ACTIONS.objectWrite : [])]),
      Resource: objectsArn(grant, partition),
    },
  ];
}
