import { GetPolicyVersionCommand } from "@aws-sdk/client-iam";
import { callAws, present } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Reads one version of a managed policy's document, as JSON text, decoded.
 * @throws AwsError NoSuchEntity
 */
export async function getPolicyVersion(
  { iam, caller }: Aws,
  { policyArn, versionId }: { policyArn: string; versionId: string },
): Promise<string> {
  const call = { service: "iam", action: "GetPolicyVersion" } as const;
  const { PolicyVersion: version } = await callAws(caller, call.service, call.action, () =>
    iam.send(new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: versionId })),
  );
  return decodeURIComponent(present(version?.Document, { ...call, what: "Document" }));
}
