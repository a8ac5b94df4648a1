/** A stack for one test file, so that fixes in its sandbox do not affect other tests' roles. */
import { join } from "node:path";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import { startStack } from "../../scripts/stack/stack.ts";

/**
 * Starts it and sets this process's environment; call it before the first query.
 * @returns a function that stops it
 */
export async function startOwnStack(env: Record<string, string> = {}): Promise<() => Promise<void>> {
  // The environment of the shared stack must not be inherited.
  for (const name of ["DATABASE_URL", "AWS_ENDPOINT_URL", "NEXTAUTH_URL"]) delete process.env[name];
  process.env.ROLECALL_AWS = "sandbox";
  const dataDir = join(process.cwd(), ".data", `fixes-test-${process.pid}`);
  const stack = await startStack({ dataDir, port: 0, say: () => {}, env });
  Object.assign(process.env, {
    DATABASE_URL: stack.run.databaseUrl,
    ROLECALL_URL: stack.run.url,
    SANDBOX_URL: stack.run.sandboxUrl,
    AWS_ENDPOINT_URL: stack.run.sandboxUrl,
  });
  return async () => {
    await stack.stop();
    await removeDataDir(dataDir);
  };
}
