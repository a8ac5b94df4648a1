/** The processes of a stack: starts them, restarts those that exit, and stops them in order. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CREDENTIAL_VARIABLES } from "#lib/service/web-credentials.ts";
import { type Child, SEMI_SPACE_FLAG, startChild } from "./child.ts";
import type { Environment } from "./environment.ts";
import type { StackOptions } from "./options.ts";
import { isFree } from "./ports.ts";
import { type EmbeddedPostgres, startPostgres } from "./postgres.ts";
import type { RunFile } from "./run-file.ts";
import { sandboxOn } from "./sandbox-process.ts";

export type Members = {
  children: Map<string, Child>;
  postgres?: EmbeddedPostgres;
  /** Writes the process ids to run.json after a restart. Does nothing until all have started once. */
  writePids: () => void;
  stopping: boolean;
  failed: PromiseWithResolvers<Error>;
};

export function noMembers(): Members {
  return {
    children: new Map(),
    writePids: () => {},
    stopping: false,
    failed: Promise.withResolvers<Error>(),
  };
}

export async function startDatabase(
  members: Members,
  { dataDir, say }: StackOptions,
): Promise<EmbeddedPostgres> {
  say("Starting PostgreSQL");
  const postgres = await startPostgres(dataDir, say);
  members.postgres = postgres;
  watchDatabase(members, postgres, dataDir, say);
  return postgres;
}

/** Restarts a database that exits by itself, on the same port; the other processes reconnect. */
function watchDatabase(
  members: Members,
  postgres: EmbeddedPostgres,
  dataDir: string,
  say: (line: string) => void,
) {
  postgres.exited.then(async () => {
    if (members.stopping) return;
    say("PostgreSQL has exited; starting it again");
    try {
      const again = await startPostgres(dataDir, say, Number(new URL(postgres.url).port));
      members.postgres = again;
      if (members.stopping) return await again.stop();
      watchDatabase(members, again, dataDir, say);
      members.writePids();
    } catch (error) {
      members.failed.resolve(error as Error);
    }
  });
}

/** The port on which AWS tools expect an emulator (LocalStack's). */
const KNOWN_PORT = 4566;

export async function startSandbox(
  members: Members,
  { dataDir, say, env = {}, port }: StackOptions,
): Promise<string> {
  say("Starting the sandbox AWS");
  // The known port is for people with the AWS CLI: only if it is free, not the web server's, and this is no test (port
  // 0).
  const isKnownPortOurs = port !== 0 && port !== KNOWN_PORT && (await isFree(KNOWN_PORT));
  const { child, said } = await sandboxOn(isKnownPortOurs ? KNOWN_PORT : 0, { dataDir, env });
  members.children.set("sandbox", child);
  child.exited.then(({ code, signal }) => {
    if (!members.stopping) members.failed.resolve(new Error(`The sandbox AWS ended (${signal ?? code})`));
  });
  return said;
}

export async function prepareDatabase(env: Environment, say: (line: string) => void) {
  say("Bringing the database up to date");
  const logDir = join(env.ROLECALL_DATA_DIR as string, "logs");
  const { child } = await startChild({
    name: "prepare",
    args: ["scripts/stack/prepare.ts"],
    env,
    logDir,
    ready: /prepared/,
  });
  await child.exited;
}

export type Running = {
  members: Members;
  env: Environment;
  options: StackOptions;
};

const PARTS = {
  web: { args: ["scripts/web.mjs"], ready: /Ready in/ },
  worker: { args: [SEMI_SPACE_FLAG, "lib/worker/main.ts"], ready: /worker ready/ },
} as const;

const DEV_WEB = {
  args: ["node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1"],
  ready: /Ready in/,
};

/** Starts the web server or the worker, and restarts it when it exits by itself. */
export async function keepRunning(stack: Running, name: "web" | "worker"): Promise<void> {
  const { members, env, options } = stack;
  const { args, ready } = options.dev && name === "web" ? DEV_WEB : PARTS[name];
  const { child } = await startChild({
    name,
    args: [...args],
    ready,
    env: name === "web" ? withoutCredentials(env) : env,
    logDir: join(options.dataDir, "logs"),
  });
  members.children.set(name, child);
  if (members.stopping) await child.stop();
  child.exited.then(async ({ code, signal }) => {
    if (members.stopping) return;
    options.say(`The ${name} ended (${signal ?? `exit code ${code}`}); starting it again`);
    await sleep(1_000);
    if (members.stopping) return;
    await keepRunning(stack, name).then(
      () => members.writePids(),
      (error: Error) => members.failed.resolve(error),
    );
  });
}

/** Removes AWS credentials from the web server's environment, because only workers call AWS. */
function withoutCredentials(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !CREDENTIAL_VARIABLES.includes(name)));
}

export async function stopAll(members: Members, dataDir: string): Promise<void> {
  members.stopping = true;
  const [sandbox, ...others] = ["sandbox", "web", "worker"].map((name) => members.children.get(name)?.stop());
  await Promise.allSettled(others);
  await Promise.allSettled([sandbox, members.postgres?.stop()]);
  await rm(join(dataDir, "run.json"), { force: true });
}

/** Returns the current process ids; a restarted process has a new one. */
export function pidsOf({ children, postgres }: Members): RunFile["pids"] {
  const pid = (name: string) => children.get(name)?.pid;
  const pids = { web: pid("web"), worker: pid("worker"), postgres: postgres?.pid, sandbox: pid("sandbox") };
  const known = Object.fromEntries(Object.entries(pids).filter(([, number]) => number !== undefined));
  return { launcher: process.pid, ...known };
}
