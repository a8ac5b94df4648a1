import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "#lib/workspaces/context.ts";
import { getInstanceChange } from "./get.ts";
import type { ChangeView } from "./view.ts";

const LOOK_EVERY_MS = 300;

/** The change as soon as it is settled, or as it is when `until` ends. */
export async function settledChange(ctx: Ctx, change: ChangeView, until: AbortSignal): Promise<ChangeView> {
  let now = change;
  while (now.status === "RUNNING" && !until.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: until }).catch(() => {});
    now = await getInstanceChange(ctx, change.awsAccountId, change.id);
  }
  return now;
}
