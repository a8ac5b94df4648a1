/**
 * Starts all of Rolecall on one machine: PostgreSQL, the sandbox AWS, the worker and the web server, each in its own
 * process. `npm start`, the tests and the benchmarks use it.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Environment, environmentOf } from "./environment.ts";
import {
  keepRunning,
  noMembers,
  pidsOf,
  prepareDatabase,
  startDatabase,
  startSandbox,
  stopAll,
} from "./members.ts";
import { awsMode } from "./mode.ts";
import type { StackOptions } from "./options.ts";
import { freePort } from "./ports.ts";
import { type RunFile, writeRunFile } from "./run-file.ts";

export type Stack = {
  run: RunFile;
  /** The environment of its processes, for starting another one beside them. */
  env: Environment;
  stop(): Promise<void>;
  /** Resolves with the error when a process cannot be restarted. */
  failed: Promise<Error>;
};

export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, say, dev = false, parts = ["web", "worker"] } = options;
  const mode = awsMode(process.env);
  await mkdir(join(dataDir, "logs"), { recursive: true });
  const members = noMembers();
  const stop = () => stopAll(members, dataDir);
  try {
    const [databaseUrl, sandboxUrl] = await Promise.all([
      process.env.DATABASE_URL || startDatabase(members, options).then(({ url }) => url),
      mode === "sandbox" ? startSandbox(members, options) : undefined,
    ]);
    const port = options.port || (await freePort());
    const env = {
      ...(await environmentOf({ dataDir, mode, databaseUrl, sandboxUrl, port, dev })),
      ...options.env,
    };
    await prepareDatabase(env, say);
    const run: RunFile = {
      url: `http://127.0.0.1:${port}`,
      ...(sandboxUrl && { sandboxUrl }),
      databaseUrl,
      awsMode: mode,
      pids: pidsOf(members),
    };
    await Promise.all(parts.map((part) => keepRunning({ members, env, options }, part)));
    members.writePids = () => {
      if (members.stopping) return;
      run.pids = pidsOf(members);
      writeRunFile(dataDir, run);
    };
    members.writePids();
    return { run, env, failed: members.failed.promise, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
