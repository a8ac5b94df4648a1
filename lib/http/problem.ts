/** Refusals as `application/problem+json`, RFC 9457. */
import { z } from "zod";
import { type FieldError, REFUSALS, Refusal, type RefusalCode } from "#lib/errors.ts";

type ProblemCode = RefusalCode | "internal";

const TITLES = {
  malformed_json: "The body is not JSON",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  forbidden_origin: "Sent from another site",
  not_found: "Not found",
  method_not_allowed: "Not with this method",
  conflict: "Changed meanwhile",
  name_taken: "The name is taken",
  already_registered: "Already registered",
  already_connected: "Already connected",
  not_in_this_state: "Not possible in this state",
  not_this_finding: "The role failed with something else",
  nothing_accepted: "Nothing is accepted",
  account_in_use: "The account is in use",
  role_in_use: "Machines run with the role",
  role_not_active: "The instance role is not Active",
  no_role_applies: "No instance role applies",
  trust_policy_unread: "The trust policy cannot be read now",
  not_granted: "AWS does not let Rolecall do this",
  account_not_reachable: "The AWS account cannot be reached",
  instance_in_use: "Somebody else is changing the instance",
  idempotency_key_reused: "The key belongs to another request",
  idempotency_key_in_use: "A request with this key is in hand",
  payload_too_large: "The body is too large",
  unsupported_media_type: "The body is not JSON",
  invalid: "Something is not right",
  rate_limited: "Too many attempts",
  worker_unavailable: "No worker answers",
  aws_busy: "AWS is busy",
  internal: "Something went wrong here",
} as const satisfies Record<ProblemCode, string>;

export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(TITLES) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string(),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe("One entry for each field that is not as it should be"),
  existing: z
    .looseObject({ id: z.uuid() })
    .optional()
    .describe("What has the name, the role or the account already"),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** Returns the problem document of a refusal; for any other error, only a 500 with the request id. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (!(error instanceof Refusal)) {
    const detail = `The operator's log has the whole story under request ${requestId}.`;
    return problem("internal", 500, detail, requestId);
  }
  return { ...problem(error.code, error.status, error.message, requestId, error.errors), ...error.extra };
}

/** Groups refusal codes by HTTP status, for OpenAPI. */
export function refusalsByStatus(): Map<number, string[]> {
  const byStatus = new Map<number, string[]>();
  for (const [code, status] of Object.entries(REFUSALS)) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function problem(
  code: ProblemCode,
  status: number,
  detail: string,
  requestId: string,
  errors?: FieldError[],
): Problem {
  const type = `urn:rolecall:problem:${code}`;
  return { type, title: TITLES[code], status, code, detail, ...(errors && { errors }), requestId };
}
