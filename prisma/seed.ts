/**
 * Seeds the demo: workspaces, users and connected accounts. Idempotent; refuses real AWS, because it prints its
 * password.
 */
import { hashPassword } from "#lib/auth/hash-password.ts";
import { encryptExternalId, withExternalIds } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import { makeExternalId } from "#lib/aws-accounts/connection/external-id.ts";
import { db } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { env } from "#lib/env.ts";
import { emulatorAccountId, setUpEmulatorAccount } from "./emulator-account.ts";

const PASSWORD = "rolecall-demo";

const USERS = [
  { email: "admin@acme.test", name: "Ada Admin" },
  { email: "member@acme.test", name: "Mo Member" },
  { email: "admin@globex.test", name: "Gil Globex" },
];

const WORKSPACES = [
  { slug: "acme", name: "Acme", members: { "admin@acme.test": "ADMIN", "member@acme.test": "MEMBER" } },
  { slug: "globex", name: "Globex", members: { "admin@globex.test": "ADMIN" } },
  // Accounts that fail as a whole, for trying every failure; they exist in the sandbox only.
  { slug: "lab", name: "Failure lab", members: { "admin@acme.test": "ADMIN" } },
] as const;

/** Of the sandbox: its connection role may put instance profiles on its machines. */
const ATTACHABLE_ACCOUNT = "418295702613";

/** An account that is connected from the start, as the sandbox has it. */
type Connection = {
  workspace: string;
  accountId: string;
  partition: string;
  alias?: string;
  connectionRoleArn: string;
  externalId: string;
  retiredExternalId?: string;
};

export async function seed(): Promise<void> {
  const connections =
    env().ROLECALL_AWS === "sandbox" ? await sandboxConnections() : await emulatorConnections();
  const users = await seedUsers();
  for (const workspace of WORKSPACES) {
    const theirs = connections.filter((connection) => connection.workspace === workspace.slug);
    if (theirs.length > 0) await seedWorkspace(workspace, users, theirs);
  }
}

async function seedUsers(): Promise<Map<string, string>> {
  const known = await db().user.findMany({ where: { email: { in: USERS.map(({ email }) => email) } } });
  const ids = new Map(known.map(({ email, id }) => [email, id]));
  for (const { email, name } of USERS.filter(({ email }) => !ids.has(email))) {
    const { id } = await db().user.create({
      data: { email, name, isDemo: true, passwordHash: await hashPassword(PASSWORD) },
    });
    ids.set(email, id);
  }
  return ids;
}

async function seedWorkspace(
  { slug, name, members }: (typeof WORKSPACES)[number],
  users: Map<string, string>,
  connections: Connection[],
): Promise<void> {
  const { id: workspaceId } = await db().workspace.upsert({
    where: { slug },
    create: { slug, name },
    update: {},
  });
  await inWorkspace(workspaceId, async (tx) => {
    const theirs = Object.entries(members).map(([email, role]) => ({
      workspaceId,
      userId: users.get(email) as string,
      role,
    }));
    await tx.member.createMany({ data: theirs, skipDuplicates: true });
    const accounts = connections.map((connection) => ({ workspaceId, ...accountOf(connection) }));
    await tx.awsAccount.createMany({ data: accounts, skipDuplicates: true });
  });
}

function accountOf({ workspace: _workspace, externalId, retiredExternalId, ...connection }: Connection) {
  const id = uuid7();
  return {
    id,
    ...connection,
    externalId: encryptExternalId(id, externalId),
    ...(retiredExternalId && { retiredExternalId: encryptExternalId(id, retiredExternalId) }),
    status: "CONNECTED" as const,
    ...(connection.accountId === ATTACHABLE_ACCOUNT && { setup: { includeAttach: true } }),
    createdBy: "Rolecall",
  };
}

async function sandboxConnections(): Promise<Connection[]> {
  const answer = await fetch(new URL("/_sandbox/connections", env().AWS_ENDPOINT_URL));
  if (!answer.ok) throw new Error(`The sandbox does not say which accounts are connected: ${answer.status}`);
  return (await answer.json()) as Connection[];
}

/** Sets up the account of the emulator's access keys, once for each workspace. */
async function emulatorConnections(): Promise<Connection[]> {
  const accountId = await emulatorAccountId();
  const roleNames = { acme: "rolecall-connection", globex: "rolecall-connection-globex" };
  return Promise.all(
    Object.entries(roleNames).map(async ([workspace, connectionRoleName]) => {
      const externalId = (await seededExternalId(workspace)) ?? makeExternalId();
      const role = await setUpEmulatorAccount({ accountId, connectionRoleName, externalId });
      return { workspace, accountId, partition: "aws", externalId, ...role };
    }),
  );
}

/** Reads the external ID from the database, because an emulator loses its state when it stops. */
async function seededExternalId(slug: string): Promise<string | undefined> {
  const workspace = await db().workspace.findUnique({ where: { slug } });
  if (!workspace) return undefined;
  const account = await inWorkspace(workspace.id, (tx) =>
    tx.awsAccount.findFirst({ orderBy: { createdAt: "asc" } }),
  );
  return account ? withExternalIds(account.id, account).externalId : undefined;
}
