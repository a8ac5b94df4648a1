import type { World } from "../state/world.ts";
import { AwsError } from "../wire/errors.ts";
import type { OwnedBucket } from "./access.ts";
import type { S3Details } from "./answer.ts";

/** A refusal with S3's extra elements. */
export class S3Error extends AwsError {
  readonly details: S3Details;

  constructor(code: string, status: number, message: string, details: S3Details) {
    super(code, status, message);
    this.details = details;
  }
}

/** Finds a bucket of any account; names are unique in a partition. */
export function findBucket(world: World, partition: string, name: string): OwnedBucket | undefined {
  for (const account of world.accounts.values()) {
    const bucket = account.partition === partition ? account.tables.buckets.get(name) : undefined;
    if (bucket) return { account, bucket };
  }
  return undefined;
}

export const noSuchBucket = (name: string) =>
  new S3Error("NoSuchBucket", 404, "The specified bucket does not exist", { fields: { BucketName: name } });

export const noSuchKey = (key: string) =>
  new S3Error("NoSuchKey", 404, "The specified key does not exist.", { fields: { Key: key } });

/**
 * The refusal of a request for a bucket of another Region. us-east-1 has the global endpoint, which reports that the
 * signature is for the wrong Region; other Regions answer with a redirect.
 */
export function wrongRegion(bucket: { name: string; region: string }, signedFor: string): S3Error {
  const headers = { "x-amz-bucket-region": bucket.region };
  if (signedFor === "us-east-1") {
    return new S3Error(
      "AuthorizationHeaderMalformed",
      400,
      `The authorization header is malformed; the region '${signedFor}' is wrong; expecting '${bucket.region}'`,
      { fields: { Region: bucket.region }, headers },
    );
  }
  return new S3Error(
    "PermanentRedirect",
    301,
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    { fields: { Endpoint: `s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name }, headers },
  );
}
