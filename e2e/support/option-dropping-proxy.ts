/** A proxy in front of Postgres that drops start-up options, as poolers do. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/** Forwards everything except `options` in the start-up message. Ends with the process. */
export async function startOptionDroppingProxy(server: URL): Promise<{ port: number }> {
  const proxy = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    client.once("data", (first) => {
      upstream.write(withoutOptions(first));
      client.pipe(upstream).pipe(client);
    });
    for (const side of [client, upstream]) side.on("error", () => side.destroy());
  });
  proxy.unref().listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return { port: (proxy.address() as AddressInfo).port };
}

/**
 * A start-up message has its length and the protocol version in four bytes each, then names and values, each ended by
 * 0.
 */
function withoutOptions(message: Buffer): Buffer {
  const words = message.subarray(8, message.readInt32BE(0)).toString().split("\0");
  const pairs: string[] = [];
  for (let at = 0; words[at]; at += 2) {
    if (words[at] !== "options") pairs.push(`${words[at]}\0${words[at + 1]}\0`);
  }
  const body = Buffer.from(`${pairs.join("")}\0`);
  const head = Buffer.from(message.subarray(0, 8));
  head.writeInt32BE(8 + body.length, 0);
  return Buffer.concat([head, body, message.subarray(message.readInt32BE(0))]);
}
