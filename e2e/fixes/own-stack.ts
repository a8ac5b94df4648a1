/** A whole stack of the test's own: what is cured in its sandbox disturbs nobody else's roles. */
import { join } from "node:path";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import { startStack } from "../../scripts/stack/stack.ts";

/** To be called before the first query of this process, which it points at the new stack. @returns how to stop it */
export async function startOwnStack(env: Record<string, string> = {}): Promise<() => Promise<void>> {
  // Where the others are is not to be handed down.
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
