/** The responses about workspaces and members. Browser-safe. */
import { z } from "zod";
import type { Ctx } from "./context.ts";

export const WORKSPACE_ROLES = ["ADMIN", "MEMBER"] as const;

export const WorkspaceView = z.object({
  slug: z.string(),
  name: z.string(),
  /** The caller's role in it. */
  role: z.enum(WORKSPACE_ROLES),
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;

export const MemberView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(WORKSPACE_ROLES),
  createdAt: z.iso.datetime(),
});
export type MemberView = z.infer<typeof MemberView>;

export function workspaceView({ workspace, role }: Pick<Ctx, "workspace" | "role">): WorkspaceView {
  return { slug: workspace.slug, name: workspace.name, role };
}
