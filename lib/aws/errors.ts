/** Every way a call to AWS can end badly, in one shape. Branch on the wire code; texts are not contractual. */
import { classifyDenial, type Denial } from "./denial.ts";

export type AwsService = "iam" | "sts" | "ec2";

/** The code of an error that AWS never answered: the network's, or an answer that is no AWS answer. */
export const NETWORK = "NetworkError";
export const UNREADABLE = "UnreadableAnswer";
export const NO_CREDENTIALS = "NoCredentials";

/**
 * A call that did not succeed. `message` is AWS's text: it may be looked at, and must not be stored or shown.
 * `denial` is there where the code says that access was denied.
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
  /** How long the call was repeated before it was given up, in milliseconds. */
  waitedMs = 0;
  /** It, or an earlier try of the same call, is no word of AWS that nothing was done: anything may have been. */
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

/** Throttled is refused too. Behind an outage, a lost answer or one that cannot be read there may be anything. */
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

/** Brings whatever the SDK threw into one shape. An AwsError stays as it is. */
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
  // A socket error, with or without the head of an answer: ECONNRESET, ECONNREFUSED, ETIMEDOUT, ENOTFOUND …
  if (error.code || error.name === "TimeoutError") return NETWORK;
  // An error page or an empty body: there was an answer, and nothing of AWS in it.
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

/** Access was denied: `denial` tells more. */
export function isDenied(error: unknown): error is AwsError & { denial: Denial } {
  return error instanceof AwsError && error.denial !== undefined;
}

export function isThrottle(error: unknown): error is AwsError {
  return error instanceof AwsError && (THROTTLED.has(error.code) || error.httpStatus === 429);
}

/** Nobody's fault and over soon: 5xx, the network, a timeout. The simulator's own 500 is an answer, not an outage. */
export function isUnavailable(error: unknown): error is AwsError {
  if (!(error instanceof AwsError) || error.code === "PolicyEvaluation") return false;
  return error.code === NETWORK || (error.httpStatus ?? 0) >= 500;
}

/**
 * The endpoint does not know the action: its code says so, or (emulators) its answer is an error page.
 * Ask only of an emulator: from AWS itself an error page is an outage.
 */
export function isNotOffered(error: unknown): error is AwsError {
  if (!(error instanceof AwsError)) return false;
  if (NOT_OFFERED.has(error.code) || error.httpStatus === 501) return true;
  return error.code === UNREADABLE;
}

/** The credentials of the call itself were missing, wrong or expired. */
export function isCredentials(error: unknown): error is AwsError {
  return error instanceof AwsError && OWN_CREDENTIALS.has(error.code);
}

/** The wire code is one of these; a trailing `Exception` is ignored, as AWS spells it both ways. */
export function hasCode(error: unknown, ...codes: string[]): error is AwsError {
  return error instanceof AwsError && codes.includes(error.code.replace(/Exception$/, ""));
}

export const isNoSuchEntity = (error: unknown): error is AwsError => hasCode(error, "NoSuchEntity");
