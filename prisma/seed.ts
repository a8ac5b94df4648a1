/**
 * The demo: workspaces, people and connected accounts to try Rolecall with. Idempotent, and never run against real
 * AWS: its password is printed for everybody to see.
 */
import { randomBytes } from "node:crypto";
import { hashPassword } from "#lib/auth/hash-password.ts";
import { db } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { env } from "#lib/env.ts";

const PASSWORD = "rolecall-demo";

const USERS = [
  { email: "admin@acme.test", name: "Ada Admin" },
  { email: "member@acme.test", name: "Mo Member" },
  { email: "admin@globex.test", name: "Gil Globex" },
];

const WORKSPACES = [
  { slug: "acme", name: "Acme", members: { "admin@acme.test": "ADMIN", "member@acme.test": "MEMBER" } },
  { slug: "globex", name: "Globex", members: { "admin@globex.test": "ADMIN" } },
  // Accounts with something wrong with them as a whole, for trying every failure; they exist in the sandbox alone.
  { slug: "lab", name: "Failure lab", members: { "admin@acme.test": "ADMIN" } },
] as const;

/** An account that is connected from the beginning, as the sandbox answers it. */
type Connection = {
  workspace: string;
  accountId: string;
  partition: string;
  alias?: string;
  connectionRoleArn: string;
  externalId: string;
};

export async function seed(): Promise<void> {
  const connections = env().ROLECALL_AWS === "sandbox" ? await sandboxConnections() : emulatorConnections();
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
      data: { email, name, passwordHash: await hashPassword(PASSWORD) },
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
    const accounts = connections.map(({ workspace: _workspace, ...connection }) => ({
      workspaceId,
      ...connection,
      status: "CONNECTED" as const,
      createdBy: "Rolecall",
    }));
    await tx.awsAccount.createMany({ data: accounts, skipDuplicates: true });
  });
}

async function sandboxConnections(): Promise<Connection[]> {
  const answer = await fetch(new URL("/_sandbox/connections", env().AWS_ENDPOINT_URL));
  if (!answer.ok) throw new Error(`The sandbox does not say which accounts are connected: ${answer.status}`);
  return (await answer.json()) as Connection[];
}

/** An emulator knows no accounts beforehand; these are the ones its user starts from. */
function emulatorConnections(): Connection[] {
  const accounts = { acme: "123456789012", globex: "210987654321" };
  return Object.entries(accounts).map(([workspace, accountId]) => ({
    workspace,
    accountId,
    partition: "aws",
    connectionRoleArn: `arn:aws:iam::${accountId}:role/rolecall-connection`,
    externalId: `rc-${randomBytes(24).toString("base64url")}`,
  }));
}
