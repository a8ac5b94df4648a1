import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendPeers } from "./peer.ts";

let server: Server;

beforeAll(async () => {
  appendPeers();
  server = createServer(({ headers }, response) => response.end(headers["x-forwarded-for"]));
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => server.close());

async function heardOf(headers: Record<string, string>): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}`, { headers })).text();
}

test("the peer's address is the last one, after whatever the client sent", async () => {
  expect(await heardOf({})).toBe("127.0.0.1");
  expect(await heardOf({ "x-forwarded-for": "1.1.1.1, 2.2.2.2" })).toBe("1.1.1.1, 2.2.2.2, 127.0.0.1");
});
