/** An S3 operation, which method, path and query identify. */
export type S3Operation = { name: string; bucket: string; key: string; query: URLSearchParams };

const ON_BUCKETS: [method: string, subresource: string | undefined, name: string][] = [
  ["GET", "location", "GetBucketLocation"],
  ["GET", "list-type", "ListObjectsV2"],
  ["PUT", "policy", "PutBucketPolicy"],
  ["DELETE", "policy", "DeleteBucketPolicy"],
  ["HEAD", undefined, "HeadBucket"],
  ["PUT", undefined, "CreateBucket"],
];

const ON_OBJECTS: Record<string, string> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
};

/** Parses a path-style request: `/bucket/key`. */
export function s3OperationOf(method: string, path: string, query: string): S3Operation {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const given = new URLSearchParams(query);
  const onBucket = ON_BUCKETS.find(
    ([of, subresource]) => of === method && (subresource === undefined || given.has(subresource)),
  );
  const name = key === "" ? onBucket?.[2] : ON_OBJECTS[method];
  return { name: name ?? "", bucket, key: decodeURIComponent(key), query: given };
}
