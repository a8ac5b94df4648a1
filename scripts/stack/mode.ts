export type AwsMode = "sandbox" | "live" | "emulator";

/**
 * Returns the AWS mode of an environment.
 * @throws where an endpoint is set and the mode is not
 */
export function awsMode(env: Record<string, string | undefined>): AwsMode {
  const { ROLECALL_AWS: asked, AWS_ENDPOINT_URL: endpoint } = env;
  if (!asked && endpoint) {
    throw new Error(
      "AWS_ENDPOINT_URL is set, ROLECALL_AWS is not. Choose: ROLECALL_AWS=emulator for LocalStack, moto and the like, ROLECALL_AWS=live for AWS itself behind that endpoint, or unset AWS_ENDPOINT_URL for the sandbox.",
    );
  }
  if (asked && !["sandbox", "live", "emulator"].includes(asked)) {
    throw new Error(`ROLECALL_AWS is "${asked}"; it may be sandbox, live or emulator.`);
  }
  if (asked === "emulator" && !endpoint) throw new Error("ROLECALL_AWS=emulator needs AWS_ENDPOINT_URL.");
  return (asked as AwsMode | undefined) || "sandbox";
}
