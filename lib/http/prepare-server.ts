import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { sender } from "#lib/queue/queue.ts";
import { endLongResponses } from "./long-responses.ts";

/** Stops at once where the environment is not right; opens the queue; ends open streams when told to stop. */
export async function prepareServer(): Promise<void> {
  env();
  // Next closes the server and waits for its responses: a stream would keep it open for good.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, endLongResponses);
  // Ahead of the first request, which would wait for it; without a database the requests say so themselves.
  sender().catch((error) => log.warn({ err: error }, "queue"));
}
