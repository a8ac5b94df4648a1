import { all } from "#lib/http/answer.ts";
import { listWorkspaceMembers } from "#lib/http/operations/administration.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { listMembers } from "#lib/workspaces/list-members.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listWorkspaceMembers, async (ctx) => all(await listMembers(ctx)));
