import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { env } from "#lib/env.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { ServiceInfoView } from "./view.ts";

/** Returns the public facts of this installation: version, AWS mode, platform principal, ways to sign in. */
export async function getServiceInfo(): Promise<ServiceInfoView> {
  return {
    name: "Rolecall",
    version: packageJson.version,
    awsMode: env().ROLECALL_AWS,
    platformPrincipalArn: await platformPrincipalArn(),
    allowInstanceCredentials: env().ROLECALL_ALLOW_INSTANCE_CREDENTIALS,
    signInMethods: ["password"],
  };
}
