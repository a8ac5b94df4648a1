import { ok } from "#lib/http/answer.ts";
import { lookUpRole } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(lookUpRole, async (ctx, { body }, { signal }) =>
  ok(await askWorker(ctx, { kind: "look_up_role", input: body }, signal)),
);
