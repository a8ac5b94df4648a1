import { setTimeout as sleep } from "node:timers/promises";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { sender } from "#lib/queue/queue.ts";
import { requireBoundMode } from "#lib/service/mode.ts";
import { requireNoCredentials } from "#lib/service/web-credentials.ts";
import { endLongResponses } from "./long-responses.ts";
import { followAccess } from "./stream-places.ts";

/** Stops at once where what the operator says is not right; opens the queue; ends open streams when told to stop. */
export async function prepareServer(): Promise<void> {
  readSettings();
  // Next closes the server and waits for its responses: a stream would keep it open for good.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, endLongResponses);
  void boundBeforeLong();
  // Whoever opens the first stream connects it again, should there be no database yet.
  followAccess().catch((error) => log.warn({ err: error }, "change feed"));
  // Ahead of the first request, which would wait for it; without a database the requests say so themselves.
  sender().catch((error) => log.warn({ err: error }, "queue"));
}

/** Left to Next, an error here is logged, and the server stays and answers every request with 500. */
function readSettings() {
  try {
    env();
    requireNoCredentials(process.env);
    requiredPolicySet();
  } catch (error) {
    // Not to the log, which may be silent, or itself what is wrong.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** Without a database there is nothing to serve either: asked again until there is one. */
async function boundBeforeLong(): Promise<void> {
  for (;;) {
    try {
      return await requireBoundMode();
    } catch (error) {
      log.warn({ err: error }, "the database's AWS mode is not known yet");
      await sleep(1_000);
    }
  }
}
