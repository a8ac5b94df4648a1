/** The named refusals. Any other error is a bug or an outage: it is not caught, and becomes a 500 or a retry. */

/** Code → HTTP status. OpenAPI lists them, and pages have texts for each. */
export const REFUSALS = {
  malformed_json: 400,
  unauthenticated: 401,
  forbidden: 403,
  forbidden_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  name_taken: 409,
  already_registered: 409,
  already_connected: 409,
  not_in_this_state: 409,
  not_this_finding: 409,
  nothing_accepted: 409,
  account_in_use: 409,
  role_in_use: 409,
  role_not_active: 409,
  no_role_applies: 409,
  trust_policy_unread: 409,
  not_granted: 409,
  account_not_reachable: 409,
  instance_in_use: 409,
  idempotency_key_reused: 409,
  idempotency_key_in_use: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  rate_limited: 429,
  worker_unavailable: 503,
  aws_busy: 503,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** One error of one field. `path` is its dotted path in the body. */
export type FieldError = { path: string; code: string; message: string };

/** A refusal with a code. `extra`: further members of the problem document, listed explicitly where it is thrown. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly extra: Record<string, unknown> | undefined;

  constructor(
    code: RefusalCode,
    detail: string,
    more: { errors?: FieldError[]; extra?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.status = REFUSALS[code];
    this.errors = more.errors;
    this.extra = more.extra;
  }
}

/** The refusal of an invalid field (422). */
export function invalidField(
  path: string,
  code: string,
  message: string,
  extra?: Record<string, unknown>,
): Refusal {
  return new Refusal("invalid", message, { errors: [{ path, code, message }], ...(extra && { extra }) });
}

export const notFound = (what: string, extra: Record<string, unknown> = {}) =>
  new Refusal("not_found", `${what} is not here`, { extra });
