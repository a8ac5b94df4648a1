import { ok } from "#lib/http/answer.ts";
import { listRolesOfAccount } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listRolesOfAccount, async (ctx, { id }, { signal }) =>
  ok(await askWorker(ctx, { kind: "account_roles", input: { awsAccountId: id } }, signal)),
);
