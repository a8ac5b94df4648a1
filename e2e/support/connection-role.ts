/** Sets up a connection as a customer does: applies the set-up documents in the sandbox with an account admin's keys. */
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import type { SetupJson } from "#lib/setup-documents/json.ts";

export type AccountKeys = { accountId: string; accessKeyId: string; secretAccessKey: string };

/** Returns the keys of each account's administrator and of the platform. */
export async function sandboxKeys(): Promise<{ admins: AccountKeys[]; platform: { arn: string } }> {
  const answer = await fetch(new URL("/_sandbox/credentials", process.env.SANDBOX_URL));
  return (await answer.json()) as { admins: AccountKeys[]; platform: { arn: string } };
}

export async function adminOf(accountId: string): Promise<AccountKeys> {
  const { admins } = await sandboxKeys();
  const keys = admins.find((admin) => admin.accountId === accountId);
  if (!keys) throw new Error(`the sandbox has no account ${accountId}`);
  return keys;
}

export function iamAs({ accessKeyId, secretAccessKey }: AccountKeys): IAMClient {
  return new IAMClient({
    region: "us-east-1",
    endpoint: process.env.SANDBOX_URL as string,
    credentials: { accessKeyId, secretAccessKey },
  });
}

export type ConnectionRole = {
  trust(document: PolicyJson): Promise<void>;
  permissions(document: PolicyJson): Promise<void>;
  withoutBoundary(): Promise<void>;
  /** Deletes and recreates the role, which gets another unique id. */
  makeAgain(): Promise<void>;
};

/** Applies the plain set-up documents, with `trust` in place of their trust policy if given. */
export async function applySetup(
  keys: AccountKeys,
  { connectionRole, policies }: SetupJson,
  trust?: PolicyJson,
): Promise<ConnectionRole> {
  const iam = iamAs(keys);
  const { inlinePolicy: permissions, permissionsBoundary } = connectionRole;
  const RoleName = connectionRole.name;
  let document = trust ?? connectionRole.trustPolicy;
  const create = async () => {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: connectionRole.path,
        AssumeRolePolicyDocument: JSON.stringify(document),
        ...(permissionsBoundary && { PermissionsBoundary: permissionsBoundary.arn }),
      }),
    );
    await put(permissions.document);
  };
  const put = (granted: PolicyJson) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: permissions.name,
        PolicyDocument: JSON.stringify(granted),
      }),
    );
  for (const policy of [...(permissionsBoundary ? [permissionsBoundary] : []), ...policies]) {
    const made = new CreatePolicyCommand({
      PolicyName: policy.name,
      Path: policy.path,
      PolicyDocument: JSON.stringify(policy.document),
    });
    await iam.send(made).catch((error: Error) => {
      if (error.name !== "EntityAlreadyExistsException") throw error;
    });
  }
  await create();
  return {
    async trust(changed) {
      document = changed;
      await iam.send(
        new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: JSON.stringify(changed) }),
      );
    },
    async permissions(granted) {
      await put(granted);
    },
    async withoutBoundary() {
      await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    },
    async makeAgain() {
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: permissions.name }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
      await create();
    },
  };
}
