import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ownDatabase } from "../../e2e/support/own-database.ts";

const run = promisify(execFile);

function start(script: string, DATABASE_URL: string, ROLECALL_AWS: string) {
  const env = { ...process.env, DATABASE_URL, ROLECALL_AWS };
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
