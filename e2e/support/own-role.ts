/** Creates an IAM role for one test in the sandbox, and reads what is attached to it. */
import { randomBytes } from "node:crypto";
import {
  CreateRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { adminOf, iamAs } from "./connection-role.ts";

export type OwnRole = {
  name: string;
  arn: string;
  /** Replaces the trust policy, as the owner would with the fix from the page. */
  trust(policyDocument: string): Promise<void>;
  /** Names of attached policies and instance profiles, sorted. */
  held(): Promise<string[]>;
};

/** A role that `service` may assume. */
export async function makeOwnRole(accountId: string, service: string): Promise<OwnRole> {
  const iam = iamAs(await adminOf(accountId));
  const RoleName = `browser-${randomBytes(6).toString("hex")}`;
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return {
    name: RoleName,
    arn: Role?.Arn as string,
    async trust(PolicyDocument) {
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    },
    async held() {
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
      const names = [
        ...AttachedPolicies.map(({ PolicyName }) => PolicyName ?? ""),
        ...InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName ?? ""),
      ];
      return names.toSorted();
    },
  };
}
