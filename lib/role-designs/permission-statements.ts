/** The statements a role needs for its buckets, each with its reason. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { Json, JsonObject } from "#lib/iam-policy/parse.ts";
import type { BucketGrant, RoleDesign } from "./schema.ts";
import { domainSuffix } from "./service-principals.ts";

/** A statement of the permission policy. `why` is for people. */
export type ReasonedStatement = { why: string; statement: JsonObject };

/**
 * Actions of S3 by what they apply to. Condition key `s3:prefix` exists for ListBucket alone, so what else concerns the
 * bucket stands apart. Source: Service Authorization Reference, "Amazon S3".
 */
export const S3_ACTIONS = {
  list: ["s3:ListBucket"],
  bucketRead: ["s3:GetBucketLocation"],
  bucketWrite: ["s3:ListBucketMultipartUploads"],
  objectRead: ["s3:GetObject"],
  objectWrite: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
} as const;

/** All statements of the role's own policy, with Sids that are unique. */
export function permissionStatements(design: RoleDesign): ReasonedStatement[] {
  const { partition } = design;
  const granted = design.buckets.filter(isGrantedByRole);
  const whole = granted.filter(({ prefix }) => prefix === "");
  const made = [
    ...(whole.length > 0 ? [listing(whole, partition)] : []),
    ...granted.filter(({ prefix }) => prefix !== "").map((bucket) => listingBelow(bucket, partition)),
    ...aboutBuckets(granted, partition),
    ...aboutObjects(granted, partition),
    ...aboutKeys(granted, partition),
  ];
  return [...numbered(made), ...design.statements.map(extra)];
}

/** The bucket of another account has to let the role in, and so has the role's own policy. */
export function isGrantedByRole({ accountId, grantBy }: BucketGrant): boolean {
  return grantBy === "role" || accountId !== undefined;
}

export const bucketArn = ({ name }: Pick<BucketGrant, "name">, partition: Partition) =>
  `arn:${partition}:s3:::${name}`;

export const objectsArn = ({ name, prefix }: Pick<BucketGrant, "name" | "prefix">, partition: Partition) =>
  `arn:${partition}:s3:::${name}/${objectPattern(prefix)}`;

/** Below a folder, or everything whose key begins so where the prefix ends within a name. */
const objectPattern = (prefix: string) =>
  prefix === "" ? "*" : `${prefix}${prefix.endsWith("/") ? "" : "/"}*`;

/** What `s3:prefix` may be: the folder itself, and what is below it. */
export function prefixPatterns(prefix: string): string[] {
  const folder = prefix.replace(/\/+$/, "");
  return [folder, `${folder}/*`];
}

function listing(buckets: BucketGrant[], partition: Partition): ReasonedStatement {
  return allow(
    "ListBuckets",
    `List what is in ${namesOf(buckets)}`,
    S3_ACTIONS.list,
    buckets.map((bucket) => bucketArn(bucket, partition)),
  );
}

function listingBelow(bucket: BucketGrant, partition: Partition): ReasonedStatement {
  return allow(
    "ListPrefix",
    `List what is below ${bucket.prefix} in ${bucket.name}, and nothing beside it`,
    S3_ACTIONS.list,
    [bucketArn(bucket, partition)],
    { StringLike: { "s3:prefix": prefixPatterns(bucket.prefix) } },
  );
}

function aboutBuckets(buckets: BucketGrant[], partition: Partition): ReasonedStatement[] {
  if (buckets.length === 0) return [];
  const written = buckets.filter(({ access }) => access === "read_write");
  const read = buckets.filter(({ access }) => access === "read");
  const groups: [string, string, readonly string[], BucketGrant[]][] = [
    ["LocateBuckets", "Find out the Region of", S3_ACTIONS.bucketRead, read],
    [
      "LocateAndListUploads",
      "Find out the Region of, and unfinished uploads in,",
      [...S3_ACTIONS.bucketRead, ...S3_ACTIONS.bucketWrite],
      written,
    ],
  ];
  return groups
    .filter(([, , , group]) => group.length > 0)
    .map(([sid, why, actions, group]) =>
      allow(sid, `${why} ${namesOf(group)}`, actions, [
        ...new Set(group.map((bucket) => bucketArn(bucket, partition))),
      ]),
    );
}

function aboutObjects(buckets: BucketGrant[], partition: Partition): ReasonedStatement[] {
  const read = buckets.filter(({ access }) => access === "read");
  const written = buckets.filter(({ access }) => access === "read_write");
  const arns = (group: BucketGrant[]) => group.map((bucket) => objectsArn(bucket, partition));
  return [
    ...(read.length > 0
      ? [allow("ReadObjects", `Read objects of ${namesOf(read)}`, S3_ACTIONS.objectRead, arns(read))]
      : []),
    ...(written.length > 0
      ? [
          allow(
            "ReadAndWriteObjects",
            `Read, write and delete objects of ${namesOf(written)}, and clear up unfinished uploads`,
            [...S3_ACTIONS.objectRead, ...S3_ACTIONS.objectWrite],
            arns(written),
          ),
        ]
      : []),
  ];
}

/** A key is used by S3 alone, in the key's own Region. Upload in parts needs Decrypt as well as GenerateDataKey. */
function aboutKeys(buckets: BucketGrant[], partition: Partition): ReasonedStatement[] {
  const byKey = Map.groupBy(
    buckets.filter(({ kmsKeyArn }) => kmsKeyArn),
    ({ kmsKeyArn }) => kmsKeyArn as string,
  );
  return [...byKey].map(([arn, using]) => {
    const writes = using.some(({ access }) => access === "read_write");
    const region = arn.split(":")[3];
    return allow(
      "UseKey",
      `Decrypt${writes ? " and encrypt" : ""} objects of ${namesOf(using)} with their KMS key, through S3 only`,
      writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      [arn],
      { StringEquals: { "kms:ViaService": `s3.${region}.${domainSuffix(partition)}` } },
    );
  });
}

function allow(
  Sid: string,
  why: string,
  actions: readonly string[],
  resources: string[],
  Condition?: JsonObject,
): ReasonedStatement {
  const statement = {
    Sid,
    Effect: "Allow",
    Action: oneOrMany([...actions]),
    Resource: oneOrMany(resources),
    ...(Condition && { Condition }),
  };
  return { why, statement };
}

/** A Sid stands once in a policy: what comes again is numbered. */
function numbered(statements: ReasonedStatement[]): ReasonedStatement[] {
  const seen = new Map<string, number>();
  return statements.map(({ why, statement }) => {
    const sid = statement.Sid as string;
    const count = (seen.get(sid) ?? 0) + 1;
    seen.set(sid, count);
    return { why, statement: { ...statement, Sid: count === 1 ? sid : `${sid}${count}` } };
  });
}

const extra = (statement: RoleDesign["statements"][number]): ReasonedStatement => ({
  why: "As you wrote it",
  statement: statement as JsonObject,
});

const namesOf = (buckets: BucketGrant[]) =>
  new Intl.ListFormat("en-GB").format([...new Set(buckets.map(({ name }) => name))]);

export const oneOrMany = (values: string[]): Json => (values.length === 1 ? (values[0] as string) : values);
