import { ok } from "#lib/http/answer.ts";
import { listAccountInstances } from "#lib/http/operations/instances.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listAccountInstances, async (ctx, { id, query }, { signal }) => {
  const question = { kind: "instances", input: { awsAccountId: id, search: query } } as const;
  return ok(await askWorker(ctx, question, signal));
});
