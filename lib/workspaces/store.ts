import { db, type Tx } from "#lib/db/client.ts";
import { asUser, inWorkspace } from "#lib/db/tenant.ts";
import type { WorkspaceRole } from "./context.ts";

/** Returns a user's memberships with their workspaces, by the workspace's name. */
export function membershipsOf(userId: string) {
  return asUser(userId, (tx) =>
    tx.member.findMany({
      where: { userId },
      select: { role: true, workspace: { select: { slug: true, name: true } } },
      orderBy: { workspace: { name: "asc" } },
      take: 500,
    }),
  );
}

/** The members of a workspace with their users, admins first, then by name. */
export function membersOf(workspaceId: string) {
  return inWorkspace(workspaceId, (tx) =>
    tx.member.findMany({
      where: { workspaceId },
      select: { role: true, createdAt: true, user: { select: { id: true, name: true, email: true } } },
      orderBy: [{ role: "asc" }, { user: { name: "asc" } }],
      take: 1000,
    }),
  );
}

/** Returns a user's role in a workspace; null where they are no member. */
export async function memberRole(tx: Tx, workspaceId: string, userId: string): Promise<WorkspaceRole | null> {
  const member = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true },
  });
  return member?.role ?? null;
}

type Member = { workspaceId: string; userId: string; role: WorkspaceRole };

/** Adds a member, or changes a member's role. */
export async function putMember(tx: Tx, { workspaceId, userId, role }: Member): Promise<void> {
  await tx.member.upsert({
    where: { workspaceId_userId: { workspaceId, userId } },
    create: { workspaceId, userId, role },
    update: { role },
  });
}

/** Finds a workspace by its slug, for the operator's commands. */
export function findWorkspace(slug: string) {
  return db().workspace.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });
}

/** Lists all workspaces, for the operator's commands. */
export function allWorkspaces() {
  return db().workspace.findMany({ select: { id: true, slug: true, name: true }, orderBy: { slug: "asc" } });
}
