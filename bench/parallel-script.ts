/** A plain script for many roles: the sequential script for eight roles at a time. */
import type { Sandbox } from "./sandbox.ts";
import { registerByScript } from "./sequential-script.ts";

/**
 * Registers all roles.
 * @returns the duration in milliseconds
 */
export async function registerInParallel(
  sandbox: Sandbox,
  roleArns: string[],
  ways: number,
): Promise<number> {
  const waiting = [...roleArns];
  async function lane() {
    for (let roleArn = waiting.pop(); roleArn; roleArn = waiting.pop()) {
      // Of one connection the proof is made once, not for each of a thousand roles.
      await registerByScript(sandbox, roleArn, { proves: false });
    }
  }
  const began = performance.now();
  await Promise.all(Array.from({ length: ways }, lane));
  return performance.now() - began;
}
