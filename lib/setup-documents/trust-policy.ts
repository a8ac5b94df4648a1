/** Who may use the connection role: the platform's principal, and only with this account's external ID. Browser-safe. */
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import type { Setup } from "./setup.ts";

/** Each statement of the trust policy and why it is there, in its order. */
export const TRUST_STATEMENTS = [
  {
    sid: "RolecallWithItsExternalId",
    action: "sts:AssumeRole",
    why: "Rolecall comes in with this account's external ID and in no other way, so that nobody else whom it serves can reach this account through it.",
  },
  {
    sid: "RolecallNamesTheWorkspace",
    action: "sts:SetSourceIdentity",
    why: "Allows nothing in the account: CloudTrail then shows with each call, as its source identity, for which workspace Rolecall made it. May be left out.",
  },
] as const;

/** Without the condition anybody whom the platform serves could reach this account through it (confused deputy). */
export function connectionTrustPolicy({
  platformPrincipalArn,
  externalId,
}: Pick<Setup, "platformPrincipalArn" | "externalId">): PolicyJson {
  return {
    Version: "2012-10-17",
    Statement: TRUST_STATEMENTS.map(({ sid, action }) => ({
      Sid: sid,
      Effect: "Allow",
      Principal: { AWS: platformPrincipalArn },
      Action: action,
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    })),
  };
}
