import { createHash } from "node:crypto";
import type { Caller } from "../authorization/caller.ts";
import type { S3Object } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/errors.ts";
import { decodeMarker, encodeMarker } from "../wire/paging.ts";
import type { AwsRequest } from "../wire/request.ts";
import { wireTime } from "../wire/xml.ts";
import { authorizeS3, type OwnedBucket } from "./access.ts";
import { emptyAnswer, type S3Answer, xmlAnswer } from "./answer.ts";
import { acceptBucketPolicy } from "./bucket-policy.ts";
import { noSuchKey, S3Error } from "./buckets.ts";
import type { S3Operation } from "./operation.ts";

export type S3Call = {
  world: World;
  caller: Caller;
  request: AwsRequest;
  owned: OwnedBucket;
  operation: S3Operation;
};

export const OPERATIONS: Record<string, (call: S3Call) => S3Answer> = {
  HeadBucket: (call) => {
    onBucket(call, "s3:ListBucket");
    return emptyAnswer(200);
  },
  GetBucketLocation: (call) => {
    onBucket(call, "s3:GetBucketLocation");
    const { region } = call.owned.bucket;
    // us-east-1 has no LocationConstraint.
    return xmlAnswer("LocationConstraint", region === "us-east-1" ? "" : region);
  },
  ListObjectsV2: listObjects,
  GetObject: getObject,
  HeadObject: (call) => ({ ...getObject(call), body: Buffer.alloc(0) }),
  PutObject: putObject,
  DeleteObject: (call) => {
    onObject(call, "s3:DeleteObject");
    call.owned.account.tables.objects.delete(keyOf(call));
    return emptyAnswer(204);
  },
  PutBucketPolicy: (call) => {
    onBucket(call, "s3:PutBucketPolicy");
    const { account, bucket } = call.owned;
    const policy = acceptBucketPolicy(
      call.world,
      account.partition,
      call.request.received.body.toString("utf8"),
    );
    account.tables.buckets.set(bucket.name, { ...bucket, policy });
    return emptyAnswer(204);
  },
  DeleteBucketPolicy: (call) => {
    onBucket(call, "s3:DeleteBucketPolicy");
    const { account, bucket } = call.owned;
    const { policy: _policy, ...rest } = bucket;
    account.tables.buckets.set(bucket.name, rest);
    return emptyAnswer(204);
  },
};

const bucketArn = ({ account, bucket }: OwnedBucket) => `arn:${account.partition}:s3:::${bucket.name}`;

function onBucket({ world, caller, request, owned }: S3Call, action: string, context = {}): void {
  authorizeS3(world, caller, request, owned, { action, resource: bucketArn(owned), context });
}

function onObject({ world, caller, request, owned, operation }: S3Call, action: string): void {
  const resource = `${bucketArn(owned)}/${operation.key}`;
  authorizeS3(world, caller, request, owned, { action, resource });
}

/** Authorizes the KMS key of an encrypted bucket, which only policies of the key's account can allow. */
function onKey({ world, caller, request, owned }: S3Call, action: string): void {
  const { account, bucket } = owned;
  if (!bucket.kmsKeyArn) return;
  const { policy: _policy, ...withoutPolicy } = bucket;
  const context = { "kms:ViaService": `s3.${bucket.region}.amazonaws.com` };
  const key = { account, bucket: withoutPolicy };
  authorizeS3(world, caller, request, key, { action, resource: bucket.kmsKeyArn, context });
}

const keyOf = ({ owned, operation }: S3Call) => `${owned.bucket.name}/${operation.key}`;

function listObjects(call: S3Call): S3Answer {
  const { owned, operation } = call;
  const { query } = operation;
  const prefix = query.get("prefix") ?? undefined;
  const delimiter = query.get("delimiter") ?? undefined;
  const maxKeys = Number(query.get("max-keys") ?? 1000);
  onBucket(call, "s3:ListBucket", {
    "s3:prefix": prefix,
    "s3:delimiter": delimiter,
    "s3:max-keys": query.get("max-keys") ?? undefined,
  });
  const after = query.get("continuation-token");
  const objects = owned.account.tables.objects
    .valuesIn(owned.bucket.name)
    .filter(({ key }) => key.startsWith(prefix ?? "") && (after === null || key > decodeMarker(after)))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = objects.slice(0, maxKeys);
  const last = page.at(-1);
  const next = last && page.length < objects.length ? encodeMarker(last.key) : undefined;
  const folded = delimiter ? page.map((one) => folderOf(one.key, prefix ?? "", delimiter)) : [];
  return xmlAnswer("ListBucketResult", {
    Name: owned.bucket.name,
    Prefix: prefix ?? "",
    KeyCount: page.length,
    MaxKeys: maxKeys,
    IsTruncated: next !== undefined,
    ...(next && { NextContinuationToken: next }),
    Contents: page
      .filter((_, index) => folded[index] === undefined)
      .map(({ key, at, etag, size }) => ({
        Key: key,
        LastModified: new Date(at).toISOString(),
        ETag: `"${etag}"`,
        Size: size,
        StorageClass: "STANDARD",
      })),
    CommonPrefixes: [...new Set(folded.filter((one) => one !== undefined))].map((Prefix) => ({ Prefix })),
  });
}

function folderOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function getObject(call: S3Call): S3Answer {
  onObject(call, "s3:GetObject");
  const object = findObject(call);
  onKey(call, "kms:Decrypt");
  const body = Buffer.from(object.body, "base64");
  const headers = {
    "content-type": object.type,
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.at).toUTCString(),
    "accept-ranges": "bytes",
  };
  const { range } = call.request.received.headers;
  if (range === undefined) return { status: 200, headers, body };
  const [, from = "0", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  const end = Math.min(to === "" ? body.length - 1 : Number(to), body.length - 1);
  if (Number(from) > end) throw new AwsError("InvalidRange", 416, "The requested range is not satisfiable");
  const part = { "content-range": `bytes ${from}-${end}/${body.length}` };
  return { status: 206, headers: { ...headers, ...part }, body: body.subarray(Number(from), end + 1) };
}

/** Returns an object; without permission to list the bucket, a missing key is AccessDenied. */
function findObject(call: S3Call): S3Object {
  const object = call.owned.account.tables.objects.get(keyOf(call));
  if (object) return object;
  onBucket(call, "s3:ListBucket");
  throw noSuchKey(call.operation.key);
}

function putObject(call: S3Call): S3Answer {
  const { owned, operation, request, world } = call;
  onObject(call, "s3:PutObject");
  onKey(call, "kms:GenerateDataKey");
  const isThere = owned.account.tables.objects.get(keyOf(call)) !== undefined;
  if (request.received.headers["if-none-match"] === "*" && isThere) {
    throw new S3Error(
      "PreconditionFailed",
      412,
      "At least one of the pre-conditions you specified did not hold",
      { fields: { Condition: "If-None-Match" } },
    );
  }
  const { body, headers } = request.received;
  const etag = createHash("md5").update(body).digest("hex");
  owned.account.tables.objects.set(keyOf(call), {
    bucket: owned.bucket.name,
    key: operation.key,
    body: body.toString("base64"),
    size: body.length,
    etag,
    type: headers["content-type"] ?? "binary/octet-stream",
    at: wireTime(world.rules.now()),
  });
  return emptyAnswer(200, { etag: `"${etag}"` });
}
