import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeDataDir } from "./data-dir.ts";
import type { RunFile } from "./run-file.ts";
import { startStack } from "./stack.ts";

const PATIENCE_MS = 120_000;

test("run.json names the database's process that runs now", { timeout: PATIENCE_MS }, async () => {
  // Where the others are is not to be handed down.
  for (const name of ["DATABASE_URL", "AWS_ENDPOINT_URL"]) delete process.env[name];
  const dataDir = join(process.cwd(), ".data", `members-test-${process.pid}`);
  const stack = await startStack({ dataDir, port: 0, parts: [], say: () => {} });
  const told = async () => {
    const { pids } = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as RunFile;
    return pids.postgres;
  };
  try {
    const killed = await told();
    process.kill(killed as number, "SIGKILL");
    await expect.poll(told, { timeout: PATIENCE_MS / 2 }).not.toBe(killed);
    expect(await told()).toBe(stack.run.pids.postgres);
  } finally {
    await stack.stop();
    await removeDataDir(dataDir);
  }
});
