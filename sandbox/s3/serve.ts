import { identifyCaller } from "../authorization/caller.ts";
import type { Sandbox } from "../sandbox.ts";
import { AwsError } from "../wire/errors.ts";
import type { AwsRequest } from "../wire/request.ts";
import { type S3Answer, s3Refusal } from "./answer.ts";
import { findBucket, noSuchBucket, S3Error, wrongRegion } from "./buckets.ts";
import { s3OperationOf } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";

/** Answers one S3 request, after faults before the effect. */
export async function answerS3({ world }: Sandbox, request: AwsRequest): Promise<S3Answer> {
  const { received } = request;
  const operation = s3OperationOf(received.method, received.path, received.query);
  const caller = await identifyCaller(world, request);
  const owned = findBucket(world, caller.account.partition, operation.bucket);
  if (!owned) throw noSuchBucket(operation.bucket);
  const headers = { "x-amz-bucket-region": owned.bucket.region };
  try {
    const isAnywhere = operation.name === "GetBucketLocation";
    if (!isAnywhere && request.region !== owned.bucket.region)
      throw wrongRegion(owned.bucket, request.region);
    const perform = OPERATIONS[operation.name];
    if (!perform)
      throw new AwsError(
        "NotImplemented",
        501,
        "A header you provided implies functionality that is not implemented",
      );
    const answer = perform({ world, caller, request, owned, operation });
    world.flush();
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // x-amz-bucket-region is sent whatever the caller may do.
    return s3RefusalOf(error, request, headers);
  }
}

/** Error codes that Query services name differently. */
const CODES: Record<string, { code: string; status: number; message: string }> = {
  MissingAuthenticationToken: { code: "AccessDenied", status: 403, message: "Access Denied" },
  InvalidClientTokenId: {
    code: "InvalidAccessKeyId",
    status: 403,
    message: "The AWS Access Key Id you provided does not exist in our records.",
  },
  ExpiredToken: { code: "ExpiredToken", status: 400, message: "The provided token has expired." },
};

export function s3RefusalOf(
  error: AwsError,
  request: AwsRequest,
  headers: Record<string, string> = {},
): S3Answer {
  const { code, status, message } = CODES[error.code] ?? error;
  const details = error instanceof S3Error ? error.details : {};
  return s3Refusal(new AwsError(code, status, message), {
    method: request.received.method,
    requestId: request.requestId,
    details: { ...details, headers: { ...headers, ...details.headers } },
  });
}
