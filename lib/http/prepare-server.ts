import { setTimeout as sleep } from "node:timers/promises";
import { ownKeys } from "#lib/encryption/own-keys.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { serveMetrics } from "#lib/metrics/serve.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { sender } from "#lib/queue/queue.ts";
import { requireKeysInUse } from "#lib/service/encryption.ts";
import { requireBoundMode } from "#lib/service/mode.ts";
import { requireNoCredentials } from "#lib/service/web-credentials.ts";
import { endLongResponses } from "./long-responses.ts";
import { followAccess } from "./stream-places.ts";

/** Prepares the web server: exits on wrong settings, opens the queue, and ends open streams when the server stops. */
export async function prepareServer(): Promise<void> {
  readSettings();
  serveMetrics();
  // Next waits for open responses when it closes, and a stream would keep it open for ever.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, endLongResponses);
  void boundBeforeLong();
  // The first stream connects the change feed again, if there is no database yet.
  followAccess().catch((error) => log.warn({ err: error }, "change feed"));
  // Before the first request, which would wait for it; without a database each request fails by itself.
  sender().catch((error) => log.warn({ err: error }, "queue"));
}

/** Exits on wrong settings. Next would only log the error and answer every request with 500. */
function readSettings() {
  try {
    env();
    ownKeys();
    requireNoCredentials(process.env);
    requiredPolicySet();
  } catch (error) {
    // To stderr, because the log may be silent, or misconfigured itself.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** Waits for the database's AWS mode, retrying while there is no database. */
async function boundBeforeLong(): Promise<void> {
  for (;;) {
    try {
      await requireBoundMode();
      return await requireKeysInUse();
    } catch (error) {
      log.warn({ err: error }, "the database's AWS mode and keys are not known yet");
      await sleep(1_000);
    }
  }
}
