import { GetPolicyCommand } from "@aws-sdk/client-iam";
import { callAws, present } from "../call.ts";
import type { Aws } from "../session.ts";

export type ManagedPolicy = {
  arn: string;
  isAttachable: boolean;
  /** The default version, such as `v2`. */
  versionId?: string;
  /** When its newest version was created. */
  updatedAt?: Date;
};

/**
 * Reads a managed policy's metadata.
 * @throws AwsError NoSuchEntity
 */
export async function getPolicy({ iam, caller }: Aws, policyArn: string): Promise<ManagedPolicy> {
  const call = { service: "iam", action: "GetPolicy" } as const;
  const { Policy: policy } = await callAws(caller, call.service, call.action, () =>
    iam.send(new GetPolicyCommand({ PolicyArn: policyArn })),
  );
  return {
    arn: present(policy?.Arn, { ...call, what: "Arn" }),
    isAttachable: policy?.IsAttachable ?? true,
    ...(policy?.DefaultVersionId && { versionId: policy.DefaultVersionId }),
    ...(policy?.UpdateDate && { updatedAt: policy.UpdateDate }),
  };
}
