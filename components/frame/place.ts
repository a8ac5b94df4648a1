/** The page's context: workspace, user's role, AWS mode. Browser-safe. */
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import type { AwsMode } from "./aws-mode.ts";

export type Place = {
  workspace: { slug: string; name: string };
  /** All workspaces of the user. */
  workspaces: { slug: string; name: string }[];
  user: { name: string; email: string };
  role: WorkspaceRole;
  awsMode: AwsMode;
};
