/** Creates rows of instance roles and accounts in any state. */
import { randomInt } from "node:crypto";
import type { Prisma } from "#generated/prisma/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { nameKeyOf } from "#lib/instance-roles/name-key.ts";
import { connectAccount, makeWorkspace, type TestWorkspace } from "../support/factories.ts";

export type TestAccount = { id: string; accountId: string };

const randomAccountId = () => String(randomInt(100_000_000_000, 999_999_999_999));

/** An account that is connected only in the database: registrations in it fail. */
export async function paperAccount(workspace: TestWorkspace): Promise<TestAccount> {
  const accountId = randomAccountId();
  const { id } = await connectAccount(workspace, {
    accountId,
    connectionRoleArn: `arn:aws:iam::${accountId}:role/rolecall-connection`,
    externalId: `rc-${accountId}`,
  });
  return { id, accountId };
}

export async function workspaceWithAccount(): Promise<{ workspace: TestWorkspace; account: TestAccount }> {
  const workspace = await makeWorkspace();
  return { workspace, account: await paperAccount(workspace) };
}

type RoleFields = Partial<Prisma.InstanceRoleCreateManyInput>;

/** An instance role without a job; Active by default. */
export async function makeRole(workspace: TestWorkspace, account: TestAccount, fields: RoleFields = {}) {
  const id = fields.id ?? uuid7();
  const name = fields.name ?? `role-${id.slice(-12)}`;
  const row = {
    workspaceId: workspace.id,
    awsAccountId: account.id,
    id,
    name,
    nameKey: nameKeyOf(name),
    roleArn: arnIn(account, `role-${id.slice(-12)}`),
    status: "ACTIVE",
    createdBy: "a test",
    ...fields,
  } satisfies Prisma.InstanceRoleCreateManyInput;
  await inWorkspace(workspace.id, (tx) => tx.instanceRole.createMany({ data: row }));
  return row;
}

/** A finished import; roles are made with its id. */
export async function makeImport(
  workspace: TestWorkspace,
  fields: Partial<Prisma.ImportCreateManyInput> = {},
): Promise<string> {
  const id = uuid7();
  const data = {
    workspaceId: workspace.id,
    id,
    source: "csv",
    rows: 0,
    accepted: 0,
    alreadyRegistered: 0,
    createdBy: "a test",
    ...fields,
  };
  await inWorkspace(workspace.id, (tx) => tx.import.createMany({ data }));
  return id;
}

/** A compute config of the account, with the role or with the account's default. */
export async function makeConfig(
  workspace: TestWorkspace,
  account: TestAccount,
  instanceRoleId: string | null = null,
): Promise<string> {
  const id = uuid7();
  const data = {
    workspaceId: workspace.id,
    id,
    awsAccountId: account.id,
    name: id,
    nameKey: id,
    region: "eu-west-1",
    instanceRoleId,
    createdBy: "a test",
  };
  await inWorkspace(workspace.id, (tx) => tx.computeConfig.createMany({ data }));
  return id;
}

export const FAILED: RoleFields = {
  status: "FAILED",
  failure: { reason: "role_not_found", facts: {}, step: "find_role" },
};

const CONDITIONED = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "ours" } },
    },
  ],
});

/** A role that failed with an acceptable finding. */
export const BLOCKED: RoleFields = {
  status: "FAILED",
  failure: {
    reason: "trust_conditional",
    facts: { trustPolicy: CONDITIONED, statements: [0], conditionKeys: ["sts:ExternalId"] },
    step: "check_trust",
  },
};

/** The same, with an acceptance that no longer applies. */
export const ACCEPTED: RoleFields = {
  ...BLOCKED,
  acceptance: {
    reason: "trust_conditional",
    because: "it works",
    by: "Ada",
    since: "2026-11-30T12:00:00.000Z",
    fingerprint: "of another policy",
  },
};

/** A role whose removal failed. */
export async function makeUndeleted(workspace: TestWorkspace, account: TestAccount, fields: RoleFields = {}) {
  const registrationId = uuid7();
  const role = await makeRole(workspace, account, { ...FAILED, ...fields, registrationId });
  const run = {
    workspaceId: workspace.id,
    id: registrationId,
    instanceRoleId: role.id,
    kind: "REMOVE",
  } as const;
  await inWorkspace(workspace.id, (tx) =>
    tx.registration.createMany({ data: { ...run, status: "FAILED", requestedBy: "a test" } }),
  );
  return role;
}

export async function changeRole(
  workspace: TestWorkspace,
  id: string,
  data: Prisma.InstanceRoleUpdateManyMutationInput,
) {
  await inWorkspace(workspace.id, (tx) =>
    tx.instanceRole.updateMany({ where: { workspaceId: workspace.id, id }, data }),
  );
}

export async function deleteRole(workspace: TestWorkspace, id: string) {
  await inWorkspace(workspace.id, (tx) =>
    tx.instanceRole.deleteMany({ where: { workspaceId: workspace.id, id } }),
  );
}

export function arnIn(account: TestAccount, name: string): string {
  return `arn:aws:iam::${account.accountId}:role/${name}`;
}

export const rolesOf = ({ slug }: TestWorkspace) => `/workspaces/${slug}/instance-roles`;
