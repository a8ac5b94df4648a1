/** Keeps AWS credentials out of the web process, which faces the internet: workers call AWS in its place. */

/** The environment variables in which the SDK's default chain finds credentials. */
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

/**
 * Checks the environment.
 * @throws Error in `live` mode where the web process has AWS credentials and no setting allows it
 */
export function requireNoCredentials(environment: Environment): void {
  if (environment.ROLECALL_AWS !== "live" || environment.ROLECALL_WEB_MAY_HOLD_AWS_CREDENTIALS === "true")
    return;
  const held = CREDENTIAL_VARIABLES.filter((name) => environment[name]);
  if (held.length === 0) return;
  throw new Error(
    `The web process has AWS credentials in its environment (${held.join(", ")}) and needs none: workers alone reach AWS. Start it without them, or say ROLECALL_WEB_MAY_HOLD_AWS_CREDENTIALS=true.`,
  );
}
