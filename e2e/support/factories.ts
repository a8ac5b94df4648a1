/** Creates rows for tests. Each test has a workspace of its own and deletes nothing of others. */
import { randomBytes } from "node:crypto";
import { createApiToken } from "#lib/api-tokens/create.ts";
import { encryptExternalId } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import { db } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Ctx, WorkspaceRole } from "#lib/workspaces/context.ts";

export type TestWorkspace = { id: string; slug: string; name: string };

const unique = () => randomBytes(6).toString("hex");

export async function makeWorkspace(name = "Test workspace"): Promise<TestWorkspace> {
  const { id, slug } = await db().workspace.create({ data: { slug: `test-${unique()}`, name } });
  return { id, slug, name };
}

/** A user without memberships, who cannot sign in by password. */
export async function makeUser(name = "Ada Lovelace"): Promise<{ id: string; email: string; name: string }> {
  const { id, email } = await db().user.create({ data: { email: `${unique()}@example.test`, name } });
  return { id, email, name };
}

export async function makeMember(workspace: TestWorkspace, role: WorkspaceRole = "MEMBER") {
  const user = await makeUser(role === "ADMIN" ? "Ada Admin" : "Mo Member");
  await inWorkspace(workspace.id, (tx) =>
    tx.member.create({ data: { workspaceId: workspace.id, userId: user.id, role } }),
  );
  return user;
}

/** A context to call verbs with, for a user of that role. */
export async function ctxOf(workspace: TestWorkspace, role: WorkspaceRole = "ADMIN"): Promise<Ctx> {
  const user = await makeMember(workspace, role);
  return { workspace, role, actor: { kind: "user", ...user } };
}

export type TestConnection = {
  accountId: string;
  partition?: string;
  connectionRoleArn: string;
  externalId: string;
  retiredExternalId?: string;
};

/** An account with the status CONNECTED. */
export async function connectAccount(
  workspace: TestWorkspace,
  { externalId, retiredExternalId, ...connection }: TestConnection,
): Promise<{ id: string }> {
  const id = uuid7();
  return inWorkspace(workspace.id, (tx) =>
    tx.awsAccount.create({
      data: {
        workspaceId: workspace.id,
        partition: "aws",
        id,
        ...connection,
        externalId: encryptExternalId(id, externalId),
        ...(retiredExternalId && { retiredExternalId: encryptExternalId(id, retiredExternalId) }),
        status: "CONNECTED",
        createdBy: "a test",
      },
      select: { id: true },
    }),
  );
}

/** An API token of the workspace. */
export function makeToken(workspace: TestWorkspace, role: WorkspaceRole = "ADMIN"): Promise<string> {
  const ctx: Ctx = { workspace, role: "ADMIN", actor: { kind: "system", name: "a test" } };
  return createApiToken(ctx, { name: "test", role, expiresAt: new Date(Date.now() + 3_600_000) });
}
