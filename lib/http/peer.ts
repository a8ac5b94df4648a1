import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Makes every server of this process append the socket's peer address to `X-Forwarded-For`, as each hop does. Next adds
 * it only where the client sent no such header (base-server.js: `??=`), so a client could choose its address.
 */
export function appendPeers(): void {
  // Published before the server's own listeners see the request: https://nodejs.org/api/diagnostics_channel.html#http
  subscribe("http.server.request.start", (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const peer = socket.remoteAddress ?? "unknown";
    headers["x-forwarded-for"] = headers["x-forwarded-for"] ? `${headers["x-forwarded-for"]}, ${peer}` : peer;
  });
}
