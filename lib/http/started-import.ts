import { settledImport } from "#lib/instance-roles/import/settled.ts";
import type { ImportResult } from "#lib/instance-roles/import/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { type Answer, ok } from "./answer.ts";
import { applied, whileWaiting } from "./started.ts";

/** Answers 200 for a preview, 202 while rows are being written or roles registered, and 201 when all have settled. */
export async function startedImport(ctx: Ctx, result: ImportResult, request: Request): Promise<Answer> {
  const { import: made } = result;
  if (!made) return ok(result);
  const { seconds, now } = await whileWaiting(request, made, (until) => settledImport(ctx, made.id, until));
  return {
    status: now.progress.registering + now.progress.waiting > 0 ? 202 : 201,
    body: { ...result, import: now },
    location: `/api/v1/workspaces/${ctx.workspace.slug}/instance-roles/imports/${made.id}`,
    headers: applied(seconds),
  };
}
