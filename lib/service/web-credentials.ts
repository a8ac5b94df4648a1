/** The process that faces the internet has no way to AWS: it holds no credentials, and workers ask in its place. */

/** What the SDK's default chain finds credentials by, as far as the environment says it. */
export const CREDENTIAL_VARIABLES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_ROLE_ARN",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

type Environment = Record<string, string | undefined>;

/** @throws Error in `live` where the web process was given AWS credentials and nobody said that it may have them */
export function requireNoCredentials(environment: Environment): void {
  if (environment.ROLECALL_AWS !== "live" || environment.ROLECALL_WEB_MAY_HOLD_AWS_CREDENTIALS === "true")
    return;
  const held = CREDENTIAL_VARIABLES.filter((name) => environment[name]);
  if (held.length === 0) return;
  throw new Error(
    `The web process has AWS credentials in its environment (${held.join(", ")}) and needs none: workers alone reach AWS. Start it without them, or say ROLECALL_WEB_MAY_HOLD_AWS_CREDENTIALS=true.`,
  );
}
