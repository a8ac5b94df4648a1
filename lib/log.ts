/**
 * Logs JSON lines to standard error. Credentials, tokens and encoded authorization messages are removed from everything
 * logged.
 */
import pino from "pino";

const SECRETS = [
  "accessKeyId",
  "secretAccessKey",
  "sessionToken",
  "password",
  "passwordHash",
  "token",
  "authorization",
  "cookie",
  "externalId",
  "credentials",
];

export const log = pino(
  {
    level: process.env.LOG_LEVEL || "info",
    base: { process: process.env.ROLECALL_PROCESS ?? "web" },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[removed]" },
    serializers: { err: errorFields },
  },
  pino.destination(2),
);

/** The fields of an error that are logged: no request, response or parameters, and no authorization message. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) };
  const { name, message, stack, cause } = error;
  const { Code: code, $metadata: metadata } = error as { Code?: string; $metadata?: { requestId?: string } };
  return {
    name,
    message: withoutSecrets(message),
    ...(stack && { stack: withoutSecrets(stack) }),
    ...(code && { code }),
    ...(metadata?.requestId && { awsRequestId: metadata.requestId }),
    ...(cause !== undefined && { cause: errorFields(cause) }),
  };
}

/** Removes access key ids, session tokens, external IDs, API tokens and encoded authorization messages from a text. */
export function withoutSecrets(text: string): string {
  return (
    text
      .replace(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, "$1…")
      .replace(
        /Encoded authorization failure message:\s*\S+/g,
        "Encoded authorization failure message: [removed]",
      )
      .replace(/\brc_[A-Za-z0-9_-]{16,}/g, "rc_…")
      .replace(/\brc-[A-Za-z0-9]{32}\b/g, "rc-…")
      // Session tokens of STS begin like this, whatever their length.
      .replace(/\b(IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=_-]{16,}/g, "$1…")
      .replace(/(next-auth\.session-token=)[^;\s]+/g, "$1…")
  );
}
