/** A web server with invalid settings exits with a message instead of answering every request with 500. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../scripts/stack/ports.ts";

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolecall-bad-settings-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function startWeb(settings: Record<string, string>) {
  const env = { ...process.env, NODE_ENV: "production" as const, HOSTNAME: "127.0.0.1", ...settings };
  return run(process.execPath, ["scripts/web.mjs"], { env: { ...env, PORT: String(await freePort()) } });
}

test("an invalid file of required policies stops it; the path is relative to the start directory", async () => {
  const file = relative(process.cwd(), join(folder, "policies.json"));
  await writeFile(file, '{"policies":[]}');
  await expect(startWeb({ ROLECALL_REQUIRED_POLICIES: file })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is not a set of required policies"),
  });
});

test("an invalid setting stops it", async () => {
  await expect(startWeb({ ROLECALL_CONCURRENCY: "many" })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("ROLECALL_CONCURRENCY"),
  });
});
