/** `GET /metrics` on a port of its own, where the operator asks for one: nothing of it is on the public address. */
import { createServer, type Server } from "node:http";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { metrics } from "./metrics.ts";

/** Null where ROLECALL_METRICS_PORT is not set. A port that is taken is logged, and the process works without. */
export function serveMetrics(): Server | null {
  const { ROLECALL_METRICS_PORT: port, ROLECALL_METRICS_HOST: host } = env();
  if (port === undefined) return null;
  const server = createServer(async (request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    if (request.method !== "GET") return void response.writeHead(405, { allow: "GET" }).end();
    try {
      const text = await metrics().registry.metrics();
      response.writeHead(200, { "content-type": metrics().registry.contentType }).end(text);
    } catch (error) {
      log.warn({ err: error }, "the metrics could not be read");
      response.writeHead(503).end();
    }
  });
  server.on("error", (error) => log.error({ err: error, host, port }, "the metrics are not served"));
  // It keeps no process alive.
  return server.listen({ port, host }).unref();
}
