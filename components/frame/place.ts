/** Where the reader is: the workspace, who they are in it, and which AWS it talks to. Browser-safe. */
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import type { AwsMode } from "./aws-mode.ts";

export type Place = {
  workspace: { slug: string; name: string };
  /** All the workspaces one may go to. */
  workspaces: { slug: string; name: string }[];
  user: { name: string; email: string };
  role: WorkspaceRole;
  awsMode: AwsMode;
};
