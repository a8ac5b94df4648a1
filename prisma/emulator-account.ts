/**
 * Sets up the demo's customer account in an emulator as the set-up documents say, so that roles can be registered.
 * Never runs against AWS.
 */
import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { env } from "#lib/env.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { setupJson } from "#lib/setup-documents/json.ts";

export type EmulatorConnection = { accountId: string; connectionRoleName: string; externalId: string };

/**
 * Returns the account of the emulator's access keys.
 * @throws where the emulator does not answer
 */
export async function emulatorAccountId(): Promise<string> {
  const { Account } = await client(STSClient).send(new GetCallerIdentityCommand({}));
  if (!Account)
    throw new Error(`The emulator at ${env().AWS_ENDPOINT_URL} does not say which account it is.`);
  return Account;
}

/** Creates the connection role and the customer-managed policies, where they do not exist yet. */
export async function setUpEmulatorAccount(
  connection: EmulatorConnection,
): Promise<{ connectionRoleArn: string }> {
  const { accountId } = connection;
  const { connectionRole, policies } = setupJson({
    ...connection,
    partition: "aws",
    // Emulators let anybody assume any role; every one of them knows the account's root as a principal.
    platformPrincipalArn: `arn:aws:iam::${accountId}:root`,
    requiredPolicies: requiredPoliciesFor({ partition: "aws", accountId }, requiredPolicySet()),
    includeBulkRead: false,
    // Not every emulator supports boundaries.
    withoutBoundary: true,
  });
  const iam = client(IAMClient);
  const { name: RoleName, path: Path, trustPolicy, inlinePolicy } = connectionRole;
  await unlessThere(
    iam.send(
      new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: JSON.stringify(trustPolicy) }),
    ),
  );
  const { name: PolicyName, document } = inlinePolicy;
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(document) }),
  );
  for (const { name, path, document } of policies) {
    const policy = { PolicyName: name, Path: path, PolicyDocument: JSON.stringify(document) };
    await unlessThere(iam.send(new CreatePolicyCommand(policy)));
  }
  return { connectionRoleArn: connectionRole.arn };
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: { Code?: string; name?: string }) => {
    if (error.Code !== "EntityAlreadyExists" && error.name !== "EntityAlreadyExistsException") throw error;
  });
}

function client<C>(Client: new (options: { region: string; endpoint?: string }) => C): C {
  const { AWS_REGION: region, AWS_ENDPOINT_URL: endpoint } = env();
  return new Client({ region, ...(endpoint && { endpoint }) });
}
