import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sandboxOn } from "./sandbox-process.ts";

const PATIENCE_MS = 60_000;

test("the sandbox takes another port where its own was taken meanwhile", {
  timeout: PATIENCE_MS,
}, async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const dataDir = await mkdtemp(join(tmpdir(), "rolecall-sandbox-"));
  onTestFinished(async () => {
    other.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const taken = (other.address() as AddressInfo).port;
  const { child, said } = await sandboxOn(taken, { dataDir, env: {} });
  expect(said).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(said).not.toContain(`:${taken}`);
  expect((await fetch(new URL("/_sandbox/credentials", said))).ok).toBe(true);
  await child.stop();
});

test("other start-up errors are not retried", { timeout: PATIENCE_MS }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "rolecall-sandbox-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const env = { SANDBOX_HOST: "192.0.2.1" };
  await expect(sandboxOn(4566, { dataDir, env })).rejects.toMatchObject({ name: "EndedEarly", code: 1 });
});
