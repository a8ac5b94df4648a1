/** What an S3 request asks for; S3 tells it by method, path and query. */
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

/** Path-style requests only: `/bucket/key`. */
export function s3OperationOf(method: string, path: string, query: string): S3Operation {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const given = new URLSearchParams(query);
  const onBucket = ON_BUCKETS.find(
    ([of, subresource]) => of === method && (subresource === undefined || given.has(subresource)),
  );
  const name = key === "" ? onBucket?.[2] : ON_OBJECTS[method];
  return { name: name ?? "", bucket, key: decodeURIComponent(key), query: given };
}
