import { membershipsOf } from "./store.ts";
import type { WorkspaceView } from "./view.ts";

/** The workspaces a user is in, by name. */
export async function listMyWorkspaces(userId: string): Promise<WorkspaceView[]> {
  const memberships = await membershipsOf(userId);
  return memberships.map(({ role, workspace: { slug, name } }) => ({ slug, name, role }));
}
