import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "./context.ts";

/**
 * Runs the transaction of a verb that starts something. Like `inWorkspace`, but with an idempotency key `work` runs
 * once, and later calls return its result, which has to be JSON.
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
