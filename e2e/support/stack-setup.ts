/**
 * Set-up of `*.http.test.ts` and browser tests: the whole stack. `npm test` starts one for both and names it in
 * ROLECALL_TEST_RUN; otherwise a stack is started from the existing build.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeKey } from "#lib/encryption/key-ring.ts";
import { build, generate } from "../../scripts/stack/build.ts";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import type { RunFile } from "../../scripts/stack/run-file.ts";
import { startStack } from "../../scripts/stack/stack.ts";

export default async function setup() {
  if (process.env.ROLECALL_TEST_RUN) {
    enter(JSON.parse(await readFile(process.env.ROLECALL_TEST_RUN, "utf8")));
    return;
  }
  await generate(console.log);
  await build(console.log);
  const dataDir = join(process.cwd(), ".data", `stack-test-${process.pid}`);
  process.env.ROLECALL_ENCRYPTION_KEYS = makeKey();
  const stack = await startStack({ dataDir, port: 0, say: () => {} });
  enter(stack.run);
  return async () => {
    await stack.stop();
    await removeDataDir(dataDir);
  };
}

/** Sets the environment of tests: the stack's URL, and the database in which they create workspaces. */
function enter(run: RunFile) {
  process.env.ROLECALL_URL = run.url;
  process.env.DATABASE_URL = run.databaseUrl;
  process.env.SANDBOX_URL = run.sandboxUrl;
  process.env.ROLECALL_AWS = run.awsMode;
  process.env.AWS_ENDPOINT_URL = run.sandboxUrl;
  process.env.LOG_LEVEL = "silent";
}
