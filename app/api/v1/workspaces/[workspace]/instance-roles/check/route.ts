import { ok } from "#lib/http/answer.ts";
import { checkRole } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(checkRole, async (ctx, { body }, { signal }) =>
  ok(await askWorker(ctx, { kind: "check_role", input: body }, signal)),
);
