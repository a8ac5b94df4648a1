import type { Tx } from "#lib/db/client.ts";
import { type Query, queryIn, transactDirectlyIn } from "#lib/db/direct.ts";
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

/** The same for the verb that somebody waits for: without a key, in as few messages as it takes. */
export function writeOnceDirectly<Result extends object>(
  ctx: Ctx,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  if (ctx.once) return writeOnce(ctx, (tx) => work(queryIn(tx)));
  return transactDirectlyIn(ctx.workspace.id, work);
}
