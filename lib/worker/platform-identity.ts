/** Finds the platform principal, which customers trust. */
import { platformSts } from "#lib/aws/clients.ts";
import { AwsError } from "#lib/aws/errors.ts";
import { getCallerIdentity } from "#lib/aws/sts/get-caller-identity.ts";
import { env } from "#lib/env.ts";

/** `callerArn` is GetCallerIdentity's. `problem` is the error code of AWS or the SDK. */
export type PlatformIdentity = { arn: string; callerArn: string } | { problem: string };

const RETRY = { budgetMs: 5_000 };

export async function findPlatformIdentity(): Promise<PlatformIdentity> {
  try {
    const { arn } = await getCallerIdentity({ retry: RETRY }, platformSts(env().AWS_REGION));
    return { arn: principalOf(arn), callerArn: arn };
  } catch (error) {
    return { problem: error instanceof AwsError ? error.code : "Unknown" };
  }
}

const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;

/**
 * Returns the role's ARN of a session's, which lacks the path: a role with a path has to be named by the operator
 * (ROLECALL_PLATFORM_PRINCIPAL_ARN).
 */
export function principalOf(arn: string): string {
  const [, partition, accountId, role] = SESSION.exec(arn) ?? [];
  if (role) return `arn:${partition}:iam::${accountId}:role/${role}`;
  // moto returns this for a user; no trust policy could name it.
  return arn.replace(/^(arn:[^:]+):sts(::\d{12}:user\/)/, "$1:iam$2");
}
