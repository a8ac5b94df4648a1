import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunFile, readRunFile, writeRunFile } from "./run-file.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rolecall-run-file-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test("what is written is read", async () => {
  const run: RunFile = { url: "http://a", databaseUrl: "b", awsMode: "live", pids: { launcher: 7 } };
  writeRunFile(dataDir, run);
  expect(await readRunFile(dataDir)).toEqual(run);
});

test("without a file nothing runs", async () => {
  expect(await readRunFile(dataDir)).toBeNull();
});

test.each(["", '{"url": "http'])("a file that holds only %j counts as none", async (left) => {
  await writeFile(join(dataDir, "run.json"), left);
  expect(await readRunFile(dataDir)).toBeNull();
});
