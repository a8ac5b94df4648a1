import { membershipsOf } from "./store.ts";
import type { WorkspaceView } from "./view.ts";

/** Lists the workspaces a user is a member of, by name. */
export async function listMyWorkspaces(userId: string): Promise<WorkspaceView[]> {
  const memberships = await membershipsOf(userId);
  return memberships.map(({ role, workspace: { slug, name } }) => ({ slug, name, role }));
}
