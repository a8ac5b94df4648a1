/** The row by which the web server knows that a worker is there, and who it is in AWS. */

import { uuid7 } from "#lib/db/uuid.ts";
import { log } from "#lib/log.ts";
import { findPlatformIdentity, type PlatformIdentity } from "./platform-identity.ts";
import { forgetHeartbeat, writeHeartbeat } from "./store.ts";

const EVERY_MS = 3_000;
const ASK_WHO_WE_ARE_EVERY_MS = 60_000;

/** Writes the row now and every few seconds; `stop` takes it away. */
export async function startHeartbeat(): Promise<{ stop(): Promise<void> }> {
  const id = uuid7();
  let platform: PlatformIdentity | null = null;
  const beat = () =>
    writeHeartbeat(id, platform).catch((error: unknown) => log.warn({ err: error }, "no heartbeat"));
  const ask = async () => {
    platform = await findPlatformIdentity();
    await beat();
  };
  await beat();
  // AWS may take its time to answer, and the worker need not wait for it.
  void ask();
  const timers = [setInterval(beat, EVERY_MS), setInterval(ask, ASK_WHO_WE_ARE_EVERY_MS)];
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await forgetHeartbeat(id).catch(() => {});
    },
  };
}
