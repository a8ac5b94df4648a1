/** Who may use the connection role: the platform's principal, and only with this account's external ID. Browser-safe. */
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import type { Setup } from "./setup.ts";

/** Without the condition anybody whom the platform serves could reach this account through it (confused deputy). */
export function connectionTrustPolicy({
  platformPrincipalArn,
  externalId,
}: Pick<Setup, "platformPrincipalArn" | "externalId">): PolicyJson {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RolecallWithItsExternalId",
        Effect: "Allow",
        Principal: { AWS: platformPrincipalArn },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  };
}
