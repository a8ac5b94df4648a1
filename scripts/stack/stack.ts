/**
 * The whole of Rolecall on one machine: PostgreSQL, the sandbox AWS, the worker and the web server, each a
 * process of its own. `npm start`, the tests and the benchmarks all start it here.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "./child.ts";
import { type AwsMode, awsMode } from "./mode.ts";
import { freePort, isFree } from "./ports.ts";
import { type EmbeddedPostgres, startPostgres } from "./postgres.ts";

export type StackOptions = {
  dataDir: string;
  /** Where the web server listens on 127.0.0.1; 0: anywhere. */
  port: number;
  /** Next's development server instead of the build. */
  dev?: boolean;
  /** More environment for every process. */
  env?: Record<string, string>;
  /** Which processes beside the database and the sandbox. */
  parts?: readonly ("web" | "worker")[];
  say: (line: string) => void;
};

export type RunFile = {
  url: string;
  sandboxUrl?: string;
  databaseUrl: string;
  awsMode: AwsMode;
  pids: { launcher: number; web?: number; worker?: number; postgres?: number; sandbox?: number };
};

export type Stack = {
  run: RunFile;
  /** The environment its processes were given; enough to start another one beside them. */
  env: Record<string, string | undefined>;
  stop(): Promise<void>;
  /** Settles when the stack cannot go on by itself. */
  failed: Promise<Error>;
};

export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, say } = options;
  const mode = awsMode(process.env);
  await mkdir(join(dataDir, "logs"), { recursive: true });
  const members: Members = { children: new Map(), stopping: false, failed: Promise.withResolvers<Error>() };
  try {
    const [postgres, sandboxUrl] = await Promise.all([
      process.env.DATABASE_URL ? undefined : startDatabase(members, options),
      mode === "sandbox" ? startSandbox(members, options) : undefined,
    ]);
    const databaseUrl = process.env.DATABASE_URL ?? (postgres as EmbeddedPostgres).url;
    const port = options.port || (await freePort());
    const url = `http://127.0.0.1:${port}`;
    const env: Record<string, string | undefined> = {
      ...(mode === "emulator" && EMULATOR_ENVIRONMENT),
      ...process.env,
      ...(sandboxUrl && (await sandboxEnvironment(sandboxUrl))),
      NODE_ENV: options.dev ? "development" : "production",
      DATABASE_URL: databaseUrl,
      ROLECALL_AWS: mode,
      ROLECALL_DATA_DIR: dataDir,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? url,
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? (await secret(dataDir)),
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      NEXT_TELEMETRY_DISABLED: "1",
      ...options.env,
    };
    await prepareDatabase(env, say);
    const stack = { members, env, options, write: () => writeRunFile(dataDir, run, members) };
    const run: RunFile = {
      url,
      ...(sandboxUrl && { sandboxUrl }),
      databaseUrl,
      awsMode: mode,
      pids: { launcher: process.pid },
    };
    const parts = options.parts ?? ["web", "worker"];
    await Promise.all(parts.map((part) => keepRunning(stack, part)));
    await stack.write();
    return { run, env, failed: members.failed.promise, stop: () => stopAll(members, dataDir) };
  } catch (error) {
    await stopAll(members, dataDir);
    throw error;
  }
}

type Members = {
  children: Map<string, Child>;
  postgres?: EmbeddedPostgres;
  stopping: boolean;
  failed: PromiseWithResolvers<Error>;
};

async function startDatabase(members: Members, { dataDir, say }: StackOptions): Promise<EmbeddedPostgres> {
  say("Starting PostgreSQL");
  const postgres = await startPostgres(dataDir, say);
  members.postgres = postgres;
  watchDatabase(members, postgres, dataDir, say);
  return postgres;
}

/** A database that ends by itself comes back at the same address; everybody else reconnects. */
function watchDatabase(
  members: Members,
  postgres: EmbeddedPostgres,
  dataDir: string,
  say: (line: string) => void,
) {
  postgres.exited.then(async () => {
    if (members.stopping) return;
    say("PostgreSQL ended by itself; starting it again");
    try {
      const again = await startPostgres(dataDir, say, Number(new URL(postgres.url).port));
      members.postgres = again;
      if (members.stopping) await again.stop();
      else watchDatabase(members, again, dataDir, say);
    } catch (error) {
      members.failed.resolve(error as Error);
    }
  });
}

async function startSandbox(members: Members, { dataDir, say, env, port }: StackOptions): Promise<string> {
  say("Starting the sandbox AWS");
  // A known port for the AWS CLI, where it is free and somebody is there to use it.
  const sandboxPort = port !== 0 && (await isFree(4566)) ? 4566 : 0;
  const { child, said } = await startChild({
    name: "sandbox",
    args: ["sandbox/main.ts"],
    env: {
      SANDBOX_STATE: join(dataDir, "sandbox.json"),
      ...process.env,
      ...env,
      SANDBOX_PORT: String(sandboxPort),
    },
    logDir: join(dataDir, "logs"),
    ready: /sandbox listening on (\S+)/,
  });
  members.children.set("sandbox", child);
  child.exited.then(({ code, signal }) => {
    if (!members.stopping) members.failed.resolve(new Error(`The sandbox AWS ended (${signal ?? code})`));
  });
  return said;
}

/** Emulators take any key; one that is set is used. */
const EMULATOR_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
};

async function sandboxEnvironment(sandboxUrl: string): Promise<Record<string, string>> {
  const answer = await fetch(new URL("/_sandbox/credentials", sandboxUrl));
  const { platform } = (await answer.json()) as {
    platform: { accessKeyId: string; secretAccessKey: string };
  };
  return {
    AWS_ENDPOINT_URL: sandboxUrl,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: platform.accessKeyId,
    AWS_SECRET_ACCESS_KEY: platform.secretAccessKey,
    // The sandbox has an account that is throttled for good: it must settle while somebody watches.
    ROLECALL_THROTTLE_BUDGET_MS: process.env.ROLECALL_THROTTLE_BUDGET_MS ?? "14000",
  };
}

async function prepareDatabase(env: Record<string, string | undefined>, say: (line: string) => void) {
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

type Running = {
  members: Members;
  env: Record<string, string | undefined>;
  options: StackOptions;
  write: () => Promise<void>;
};

const PARTS = {
  web: { args: ["scripts/web.mjs"], ready: /Ready in/ },
  worker: { args: ["lib/worker/main.ts"], ready: /worker ready/ },
} as const;

const DEV_WEB = {
  args: ["node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1"],
  ready: /Ready in/,
};

/** Starts the web server or the worker, and starts it again when it ends by itself. */
async function keepRunning(stack: Running, name: "web" | "worker"): Promise<void> {
  const { members, env, options } = stack;
  const { args, ready } = options.dev && name === "web" ? DEV_WEB : PARTS[name];
  const { child } = await startChild({
    name,
    args: [...args],
    ready,
    env,
    logDir: join(options.dataDir, "logs"),
  });
  members.children.set(name, child);
  if (members.stopping) await child.stop();
  child.exited.then(async ({ code, signal }) => {
    if (members.stopping) return;
    options.say(`The ${name} ended (${signal ?? `exit code ${code}`}); starting it again`);
    await sleep(1_000);
    if (members.stopping) return;
    await keepRunning(stack, name).then(stack.write, (error: Error) => members.failed.resolve(error));
  });
}

async function stopAll(members: Members, dataDir: string): Promise<void> {
  members.stopping = true;
  const [sandbox, ...others] = ["sandbox", "web", "worker"].map((name) => members.children.get(name)?.stop());
  await Promise.allSettled(others);
  await Promise.allSettled([sandbox, members.postgres?.stop()]);
  await rm(join(dataDir, "run.json"), { force: true });
}

async function writeRunFile(dataDir: string, run: RunFile, members: Members): Promise<void> {
  const pid = (name: string) => members.children.get(name)?.pid;
  const pids = {
    launcher: process.pid,
    web: pid("web"),
    worker: pid("worker"),
    postgres: members.postgres?.pid,
    sandbox: pid("sandbox"),
  };
  run.pids = JSON.parse(JSON.stringify(pids));
  const file = join(dataDir, "run.json");
  await writeFile(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Signs what next-auth signs; made at the first start. */
async function secret(dataDir: string): Promise<string> {
  const file = join(dataDir, "auth.secret");
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(32).toString("base64url");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
