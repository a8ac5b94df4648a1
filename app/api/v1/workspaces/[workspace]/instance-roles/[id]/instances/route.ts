import { ok } from "#lib/http/answer.ts";
import { listInstancesOfRole } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listInstancesOfRole, async (ctx, { id }, { signal }) =>
  ok(await askWorker(ctx, { kind: "role_instances", input: { id } }, signal)),
);
