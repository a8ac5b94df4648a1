import type { Partition } from "#lib/aws/partition.ts";
import { violatedIndex } from "#lib/db/conflicts.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { findAccountsByNumber } from "./store.ts";

/** Translates a violation of the unique index into `already_connected`; returns any other error as it is. */
export async function alreadyConnected(
  ctx: Ctx,
  error: unknown,
  { accountId, partition }: { accountId: string; partition: Partition },
): Promise<unknown> {
  if (!violatedIndex(error)?.startsWith("aws_account_")) return error;
  const accounts = await inWorkspace(ctx.workspace.id, (tx) =>
    findAccountsByNumber(tx, ctx.workspace.id, accountId),
  );
  const existing = accounts.find((account) => account.partition === partition);
  const detail = `Account ${accountId} is connected to this workspace already. Use that connection.`;
  return new Refusal("already_connected", detail, {
    errors: [{ path: "accountId", code: "already_connected", message: detail }],
    ...(existing && { extra: { existing: { id: existing.id, accountId, status: existing.status } } }),
  });
}
