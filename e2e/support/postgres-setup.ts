/** Set-up of `*.pg.test.ts`: a migrated Postgres and a sandbox, new for each run, in the environment of every test. */
import { join } from "node:path";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import { startStack } from "../../scripts/stack/stack.ts";

export default async function setup() {
  const dataDir = join(process.cwd(), ".data", `postgres-test-${process.pid}`);
  const stack = await startStack({
    dataDir,
    port: 0,
    parts: [],
    say: () => {},
    env: { LOG_LEVEL: "silent" },
  });
  const { env } = stack;
  for (const name of NEEDED) if (env[name] !== undefined) process.env[name] = env[name];
  process.env.SANDBOX_URL = stack.run.sandboxUrl;
  return async () => {
    await stack.stop();
    await removeDataDir(dataDir);
  };
}

const NEEDED = [
  "DATABASE_URL",
  "ROLECALL_AWS",
  "AWS_ENDPOINT_URL",
  "AWS_REGION",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
  "ROLECALL_ENCRYPTION_KEYS",
  "LOG_LEVEL",
];
