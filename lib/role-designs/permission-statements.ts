/** The statements a role needs for its buckets, with reasons. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { Json, JsonObject } from "#lib/iam-policy/parse.ts";
import type { BucketGrant, RoleDesign } from "./schema.ts";
import { domainSuffix } from "./service-principals.ts";

/** A statement of the permission policy. `why` is for readers. */
export type ReasonedStatement = { why: string; statement: JsonObject };

/**
 * Actions of S3 by resource. The condition key `s3:prefix` exists for ListBucket only, so other bucket actions are
 * separate. Source: Service Authorization Reference, "Amazon S3".
 */
export const S3_ACTIONS = {
  list: ["s3:ListBucket"],
  bucketRead: ["s3:GetBucketLocation"],
  bucketWrite: ["s3:ListBucketMultipartUploads"],
  objectRead: ["s3:GetObject"],
  objectWrite: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
} as const;

/** Returns all statements of the role's own policy, with unique Sids. */
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

/** Whether the role's own policy needs the grant: for another account's bucket it does, beside the bucket's policy. */
export function isGrantedByRole({ accountId, grantBy }: BucketGrant): boolean {
  return grantBy === "role" || accountId !== undefined;
}

export const bucketArn = ({ name }: Pick<BucketGrant, "name">, partition: Partition) =>
  `arn:${partition}:s3:::${name}`;

export const objectsArn = ({ name, prefix }: Pick<BucketGrant, "name" | "prefix">, partition: Partition) =>
  `arn:${partition}:s3:::${name}/${objectPattern(prefix)}`;

/** The objects of a folder, or those whose key begins with the prefix where it ends within a name. */
const objectPattern = (prefix: string) =>
  prefix === "" ? "*" : `${prefix}${prefix.endsWith("/") ? "" : "/"}*`;

/** The values of `s3:prefix`: the folder itself, and everything below it. */
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

/**
 * KMS keys may be used only through S3, in the key's Region. Multipart uploads need Decrypt as well as GenerateDataKey.
 */
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

/** Numbers repeated Sids, because a Sid must be unique in a policy. */
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
