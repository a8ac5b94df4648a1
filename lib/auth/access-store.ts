/**
 * Finds the caller by session cookie or API token, with their membership in the requested workspace, in one statement.
 */
import { parseToken } from "#lib/api-tokens/token.ts";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor, Ctx, WorkspaceRole } from "#lib/workspaces/context.ts";
import { type SessionUser, sessionHash } from "./session-store.ts";

export type Membership = Pick<Ctx, "workspace" | "role">;

/** `membership` is null where the caller is not a member, or no workspace was requested. */
export type Access = { actor: Exclude<Actor, { kind: "system" }>; membership: Membership | null };

type WorkspaceColumns = {
  workspace_id: string | null;
  workspace_slug: string;
  workspace_name: string;
  member_role: WorkspaceRole;
};

/** Returns the user of a live session and their membership in the workspace `slug`; null without a live session. */
export async function accessBySession(sessionId: string, slug: string | null): Promise<Access | null> {
  type Row = WorkspaceColumns & { user_id: string; user_name: string; user_email: string };
  const [row] = await directly<Row>(sql`
    select * from session_access(${sessionHash(sessionId)}, ${slug})`);
  if (!row) return null;
  const user: SessionUser = { id: row.user_id, name: row.user_name, email: row.user_email };
  return { actor: { kind: "user", ...user }, membership: membershipIn(row) };
}

/** Returns the token and its workspace, the only one it may access; null for an unknown or expired token. */
export async function accessByToken(token: string): Promise<Access | null> {
  const parsed = parseToken(token);
  if (!parsed) return null;
  type Row = WorkspaceColumns & { token_id: string; token_name: string };
  const [row] = await directly<Row>(sql`
    select * from api_token_access(${parsed.workspaceId}::uuid, ${parsed.secretHash})`);
  if (!row) return null;
  return {
    actor: { kind: "api_token", id: row.token_id, name: row.token_name },
    membership: membershipIn(row),
  };
}

function membershipIn(row: WorkspaceColumns): Membership | null {
  if (!row.workspace_id) return null;
  const { workspace_id: id, workspace_slug: slug, workspace_name: name, member_role: role } = row;
  return { workspace: { id, slug, name }, role };
}
