import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "#lib/workspaces/context.ts";
import { getAwsAccount } from "./get.ts";
import type { AwsAccountView } from "./view.ts";

const LOOK_EVERY_MS = 150;

/** Waits for the running check, up to a limit, and returns the account. @throws Refusal `not_found` */
export async function checkedAwsAccount(
  ctx: Ctx,
  account: AwsAccountView,
  { milliseconds, signal }: { milliseconds: number; signal: AbortSignal },
): Promise<AwsAccountView> {
  const until = Date.now() + milliseconds;
  let now = account;
  while (now.checking && Date.now() < until && !signal.aborted) {
    await sleep(LOOK_EVERY_MS);
    now = await getAwsAccount(ctx, account.id);
  }
  return now;
}
