/** The row that shows the web server that a worker runs, with its AWS identity. */

import { uuid7 } from "#lib/db/uuid.ts";
import { log } from "#lib/log.ts";
import { findPlatformIdentity, type PlatformIdentity } from "./platform-identity.ts";
import { forgetHeartbeat, writeHeartbeat } from "./store.ts";

const EVERY_MS = 3_000;
const ASK_WHO_WE_ARE_EVERY_MS = 60_000;

/** Writes the row now and every few seconds; `stop` deletes it. */
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
  // Not awaited: AWS may take long to answer.
  void ask();
  const timers = [setInterval(beat, EVERY_MS), setInterval(ask, ASK_WHO_WE_ARE_EVERY_MS)];
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await forgetHeartbeat(id).catch(() => {});
    },
  };
}
