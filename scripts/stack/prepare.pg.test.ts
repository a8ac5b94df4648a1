import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { makeKey } from "#lib/encryption/key-ring.ts";
import { ownDatabase } from "../../e2e/support/own-database.ts";

const run = promisify(execFile);

function start(script: string, DATABASE_URL: string, ROLECALL_AWS: string, more = {}) {
  const env = { ...process.env, DATABASE_URL, ROLECALL_AWS, ...more };
  return run(process.execPath, [script], { env });
}

const prepare = (url: string, mode: string) => start("scripts/stack/prepare.ts", url, mode);

test("a database bound to the sandbox is refused by every process with real AWS", {
  timeout: 120_000,
}, async () => {
  const database = await ownDatabase();
  expect((await prepare(database, "sandbox")).stdout).toContain("prepared");
  expect((await prepare(database, "sandbox")).stdout).toContain("prepared");
  for (const script of ["scripts/stack/prepare.ts", "lib/worker/main.ts"]) {
    await expect(start(script, database, "live")).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/made with ROLECALL_AWS=sandbox.*choose another ROLECALL_DATA_DIR/),
    });
  }
});

test("a database bound to real AWS is refused in the sandbox", { timeout: 120_000 }, async () => {
  const database = await ownDatabase();
  expect((await prepare(database, "live")).stdout).toContain("prepared");
  await expect(prepare(database, "sandbox")).rejects.toMatchObject({
    stderr: expect.stringContaining("made with ROLECALL_AWS=live"),
  });
});

test.each([
  ["another key", { ROLECALL_ENCRYPTION_KEYS: makeKey() }, /encrypted with the key [0-9a-f]{8}, which/],
  ["no key", { ROLECALL_ENCRYPTION_KEYS: "" }, /ROLECALL_ENCRYPTION_KEYS is not set/],
])("a process with %s ends, and says what is missing", { timeout: 120_000 }, async (_, keys, message) => {
  const database = await ownDatabase();
  for (const script of ["scripts/stack/prepare.ts", "lib/worker/main.ts"]) {
    await expect(start(script, database, "sandbox", keys)).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(message),
    });
  }
});
