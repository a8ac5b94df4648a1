import type { Ctx } from "./context.ts";
import { authorize } from "./permissions.ts";
import { membersOf } from "./store.ts";
import type { MemberView } from "./view.ts";

/** Lists the workspace's members, admins first, then by name. */
export async function listMembers(ctx: Ctx): Promise<MemberView[]> {
  authorize(ctx, "member.read");
  const members = await membersOf(ctx.workspace.id);
  return members.map(({ role, createdAt, user: { id, name, email } }) => ({
    id,
    name,
    email,
    role,
    createdAt: createdAt.toISOString(),
  }));
}
