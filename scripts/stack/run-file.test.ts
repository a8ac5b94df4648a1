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

test("a written file is read back", async () => {
  const run: RunFile = { url: "http://a", databaseUrl: "b", awsMode: "live", pids: { launcher: 7 } };
  writeRunFile(dataDir, run);
  expect(await readRunFile(dataDir)).toEqual(run);
});

test("without a file nothing is running", async () => {
  expect(await readRunFile(dataDir)).toBeNull();
});

test.each(["", '{"url": "http'])("a file with only %j is ignored", async (left) => {
  await writeFile(join(dataDir, "run.json"), left);
  expect(await readRunFile(dataDir)).toBeNull();
});
