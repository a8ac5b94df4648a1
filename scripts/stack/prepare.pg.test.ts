import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ownDatabase } from "../../e2e/support/own-database.ts";

const run = promisify(execFile);

function prepare(DATABASE_URL: string, ROLECALL_AWS: string) {
  const env = { ...process.env, DATABASE_URL, ROLECALL_AWS };
  return run(process.execPath, ["scripts/stack/prepare.ts"], { env });
}

test("real AWS is not worked with in a database in which the demo's people can sign in", {
  timeout: 120_000,
}, async () => {
  const database = await ownDatabase();
  expect((await prepare(database, "live")).stdout).toContain("prepared");
  expect((await prepare(database, "sandbox")).stdout).toContain("prepared");
  await expect(prepare(database, "live")).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/admin@acme\.test, .*Choose another ROLECALL_DATA_DIR/),
  });
});
