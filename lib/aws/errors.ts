/** The errors of AWS calls as one class. Branch on the wire code; texts are not contractual. */
import { classifyDenial, type Denial } from "./denial.ts";

export type AwsService = "iam" | "sts" | "ec2";

/** The code of an error without an answer from AWS: the network's, or an answer that did not come from AWS. */
export const NETWORK = "NetworkError";
export const UNREADABLE = "UnreadableAnswer";
export const NO_CREDENTIALS = "NoCredentials";

/**
 * A failed call. `message` is AWS's text, which may be parsed, but must not be stored or shown. `denial` is set where
 * the code means that access was denied.
 */
export class AwsError extends Error {
  readonly service: AwsService;
  /** For example `iam:GetRole`. */
  readonly action: string;
  /** The wire code, for example `NoSuchEntity`, or one of NETWORK, UNREADABLE, NO_CREDENTIALS. */
  readonly code: string;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly denial: Denial | undefined;
  /** How long the call was retried, in milliseconds. */
  waitedMs = 0;
  /** Whether this try or an earlier one of the same call may have taken effect. */
  mayHaveHappened: boolean;

  constructor(call: { service: AwsService; action: string }, answer: Answer, cause?: unknown) {
    super(answer.message, { cause });
    this.name = "AwsError";
    this.service = call.service;
    this.action = call.action;
    this.code = answer.code;
    this.httpStatus = answer.httpStatus;
    this.requestId = answer.requestId;
    this.mayHaveHappened = !isRefused(answer);
    this.denial = DENIED.has(answer.code) ? classifyDenial(answer.message) : undefined;
  }
}

type Answer = { code: string; message: string; httpStatus?: number; requestId?: string };

/**
 * Whether AWS did nothing. Throttling counts as a refusal; after an outage, a lost answer or an unreadable one the call
 * may have taken effect.
 */
function isRefused({ code, httpStatus = code === NO_CREDENTIALS ? 403 : 500 }: Answer): boolean {
  return httpStatus < 500 && code !== NETWORK && code !== UNREADABLE;
}

/** What the SDK throws: service exceptions, socket errors, and errors of its own XML reader. */
type SdkError = Error & {
  Code?: string;
  code?: string;
  $fault?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
};

/** Converts whatever the SDK threw to AwsError. An AwsError is returned as it is. */
export function toAwsError(service: AwsService, action: string, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as SdkError;
  const { httpStatusCode: httpStatus, requestId } = error.$metadata ?? {};
  const answer = {
    code: codeOf(error),
    message: error.message,
    ...(httpStatus && { httpStatus }),
    ...(requestId && { requestId }),
  };
  return new AwsError({ service, action: `${service}:${action}` }, answer, error);
}

function codeOf(error: SdkError): string {
  if (error.Code) return error.Code;
  if (error.name === "CredentialsProviderError") return NO_CREDENTIALS;
  // A socket error, with or without the beginning of an answer: ECONNRESET, ECONNREFUSED, ETIMEDOUT, ENOTFOUND …
  if (error.code || error.name === "TimeoutError") return NETWORK;
  // An error page or an empty body: an answer, but not from AWS.
  if (error.$metadata?.httpStatusCode) return UNREADABLE;
  return error.name;
}

const DENIED = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);

const THROTTLED = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "RequestThrottled",
  "RequestThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "SlowDown",
  "BandwidthLimitExceeded",
  "PriorRequestNotComplete",
]);

const OWN_CREDENTIALS = new Set([
  NO_CREDENTIALS,
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "ExpiredToken",
  "ExpiredTokenException",
  "SignatureDoesNotMatch",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "RequestExpired",
]);

const NOT_OFFERED = new Set([
  "InvalidAction",
  "NotImplemented",
  "UnknownOperation",
  "UnknownOperationException",
]);

/** Whether access was denied; `denial` has the details. */
export function isDenied(error: unknown): error is AwsError & { denial: Denial } {
  return error instanceof AwsError && error.denial !== undefined;
}

export function isThrottle(error: unknown): error is AwsError {
  return error instanceof AwsError && (THROTTLED.has(error.code) || error.httpStatus === 429);
}

/** Whether the error is temporary: 5xx, the network, a timeout. The simulator's own 500 is an answer, not an outage. */
export function isUnavailable(error: unknown): error is AwsError {
  if (!(error instanceof AwsError) || error.code === "PolicyEvaluation") return false;
  return error.code === NETWORK || (error.httpStatus ?? 0) >= 500;
}

/**
 * Whether the endpoint does not implement the action: by its code or, for emulators, an error page. Use it for
 * emulators only, because an error page of AWS itself is an outage.
 */
export function isNotOffered(error: unknown): error is AwsError {
  if (!(error instanceof AwsError)) return false;
  if (NOT_OFFERED.has(error.code) || error.httpStatus === 501) return true;
  return error.code === UNREADABLE;
}

/** Whether the credentials of the call were missing, wrong or expired. */
export function isCredentials(error: unknown): error is AwsError {
  return error instanceof AwsError && OWN_CREDENTIALS.has(error.code);
}

/** Whether the wire code is one of these; a trailing `Exception` is ignored, as AWS uses both spellings. */
export function hasCode(error: unknown, ...codes: string[]): error is AwsError {
  return error instanceof AwsError && codes.includes(error.code.replace(/Exception$/, ""));
}

export const isNoSuchEntity = (error: unknown): error is AwsError => hasCode(error, "NoSuchEntity");
