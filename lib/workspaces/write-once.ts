import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "./context.ts";

/**
 * The transaction of a verb that starts something: like `inWorkspace`, but where the caller gave an idempotency
 * key, `work` is done once for it and its result (which has to be JSON) answered again after that.
 */
export function writeOnce<Result extends object>(
  ctx: Ctx,
  work: (tx: Tx) => Promise<Result>,
  options: { timeoutMs?: number } = {},
): Promise<Result> {
  const once = async (tx: Tx) => {
    const kept = await ctx.once?.claim(tx);
    if (kept) return kept as Result;
    const result = await work(tx);
    await ctx.once?.keep(tx, result);
    return result;
  };
  return inWorkspace(ctx.workspace.id, once, options);
}
