import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { countCall } from "#lib/aws/call-metrics.ts";

const BASE = { DATABASE_URL: "postgresql://nowhere/none", ROLECALL_AWS: "live" };

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The server as a process with these settings has it: settings are read once. */
async function serveWith(settings: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...BASE, ...settings })) vi.stubEnv(name, value);
  const { serveMetrics } = await import("./serve.ts");
  return serveMetrics();
}

test("nothing is served unless it is asked for", async () => {
  expect(await serveWith({ ROLECALL_METRICS_PORT: "" })).toBeNull();
});

test("metrics are served to this machine alone, below one path, to be read", async () => {
  const server = await serveWith({ ROLECALL_METRICS_PORT: "0" });
  if (!server) throw new Error("nothing is served");
  try {
    await once(server, "listening");
    const { address, port } = server.address() as AddressInfo;
    expect(address).toBe("127.0.0.1");
    countCall("iam", "GetRole");
    const read = (path: string, method = "GET") => fetch(`http://127.0.0.1:${port}${path}`, { method });
    const answer = await read("/metrics");
    expect(answer.headers.get("content-type")).toContain("text/plain");
    const text = await answer.text();
    expect(text).toMatch(/^rolecall_aws_calls_total\{service="iam",operation="GetRole",outcome="ok"\} \d+$/m);
    expect(text).toContain("process_resident_memory_bytes");
    expect((await read("/")).status).toBe(404);
    expect((await read("/metrics", "POST")).status).toBe(405);
  } finally {
    server.close();
  }
});
