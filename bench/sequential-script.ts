/** A plain script without Rolecall: the same calls in sequence, with the SDK's defaults. */
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  GetAccountSummaryCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { actionsToSimulate, requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import type { Sandbox } from "./sandbox.ts";

/**
 * Registers one role.
 * @param proves also asks that the connection role refuses who has no external ID or a wrong one, as Rolecall does for
 *   each registration
 */
export async function registerByScript(
  { url: endpoint, connection, platform }: Sandbox,
  roleArn: string,
  { proves }: { proves: boolean },
): Promise<void> {
  const { accountId, connectionRoleArn: RoleArn, externalId: ExternalId } = connection;
  const account = { partition: "aws", accountId } as const;
  const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const common = { endpoint, region: "us-east-1" };

  const own = new STSClient({ ...common, credentials: platform });
  const assumed = await own.send(new AssumeRoleCommand({ RoleArn, ExternalId, RoleSessionName: "script" }));
  const credentials = {
    accessKeyId: assumed.Credentials?.AccessKeyId as string,
    secretAccessKey: assumed.Credentials?.SecretAccessKey as string,
    sessionToken: assumed.Credentials?.SessionToken as string,
  };
  await new STSClient({ ...common, credentials }).send(new GetCallerIdentityCommand({}));
  if (proves) {
    for (const wrong of [{}, { ExternalId: `not-${ExternalId}` }]) {
      await refused(own.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "script", ...wrong })));
    }
  }

  const iam = new IAMClient({ ...common, credentials });
  await iam.send(new GetRoleCommand({ RoleName }));
  await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  await iam.send(new GetAccountSummaryCommand({}));

  for (const { arn: PolicyArn } of requiredPoliciesFor(account)) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  const Tags = [{ Key: "rolecall:managed", Value: "true" }];
  const profile = { InstanceProfileName: RoleName, Path: "/rolecall/", Tags };
  await iam.send(new CreateInstanceProfileCommand(profile));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: RoleName, RoleName }));

  await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  for (const [resourceArn, actions] of Map.groupBy(actionsToSimulate(account), (one) => one.resourceArn)) {
    const ActionNames = actions.map(({ action }) => action);
    const ResourceArns = [resourceArn];
    await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn: roleArn, ActionNames, ResourceArns }),
    );
  }
}

async function refused(call: Promise<unknown>): Promise<void> {
  const code = await call.then(
    () => "no refusal",
    (error: Error) => error.name,
  );
  if (code !== "AccessDenied")
    throw new Error(`the connection role's refusal was to be AccessDenied: ${code}`);
}
