import { ok } from "#lib/http/answer.ts";
import { readUsage } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(readUsage, async (ctx, { id }, { signal }) =>
  ok(await askWorker(ctx, { kind: "role_usage", input: { id } }, signal)),
);
