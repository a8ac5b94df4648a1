/** One process of the stack. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";

export type Child = {
  name: string;
  pid: number;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
};

/**
 * Node's flag for a semi-space of 32 MB instead of 16. Each AWS call makes a thousand short-lived objects; with the default
 * many of them are promoted to the old generation while an import runs.
 */
export const SEMI_SPACE_FLAG = "--max-semi-space-size=32";

/** A process that exited before it was ready; `code`: its exit code. */
export class EndedEarly extends Error {
  readonly code: number | null;

  constructor(message: string, code: number | null) {
    super(message);
    this.name = "EndedEarly";
    this.code = code;
  }
}

type Options = {
  name: string;
  args: string[];
  env: Record<string, string | undefined>;
  /** The process's output is appended to `<logDir>/<name>.log`. */
  logDir: string;
  /** Matches what it prints when it is ready; the promise resolves with the first group. */
  ready: RegExp;
  /** How long it may take to become ready, in milliseconds. */
  patience?: number;
};

/**
 * Starts a Node process and waits until it prints that it is ready. It gets an IPC channel; when that closes, the process
 * knows that its launcher is gone and exits, so that a killed launcher leaves nothing running.
 * @throws EndedEarly; Error where it does not become ready in time
 */
export async function startChild(options: Options): Promise<{ child: Child; said: string }> {
  mkdirSync(options.logDir, { recursive: true });
  const logFile = join(options.logDir, `${options.name}.log`);
  const output = createWriteStream(logFile, { flags: "a" });
  const spawned = spawn(process.execPath, options.args, {
    env: environment(options),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Its own process group: Ctrl-C reaches the launcher alone, which stops the others in order.
    detached: true,
  });
  spawned.stdout?.pipe(output, { end: false });
  spawned.stderr?.pipe(output, { end: false });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    spawned.once("exit", (code, signal) => resolve({ code, signal })),
  );
  const said = await readiness(spawned, options, exited, logFile);
  const child = {
    name: options.name,
    pid: spawned.pid as number,
    exited,
    stop: () => stop(spawned, exited),
  };
  return { child, said };
}

/** Next's types want NODE_ENV in every environment; a child may well be started without. */
function environment({ env, name }: Options): NodeJS.ProcessEnv {
  return { ...(env as NodeJS.ProcessEnv), ROLECALL_PROCESS: name };
}

function readiness(
  child: ChildProcess,
  { name, ready, patience = 60_000 }: Options,
  exited: Child["exited"],
  logFile: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    const told = (why: string) => `${name} ${why}. Its log: ${logFile}\n${seen.slice(-2000)}`;
    const timer = setTimeout(() => reject(new Error(told("did not become ready"))), patience);
    const read = (chunk: Buffer) => {
      seen += chunk.toString();
      const match = ready.exec(seen);
      if (!match) return;
      clearTimeout(timer);
      child.stdout?.off("data", read);
      child.stderr?.off("data", read);
      resolve(match[1] ?? match[0]);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    exited.then(({ code }) => {
      clearTimeout(timer);
      reject(new EndedEarly(told("ended before it was ready"), code));
    });
  });
}

async function stop(child: ChildProcess, exited: Promise<unknown>) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), 8_000);
  await exited;
  clearTimeout(kill);
}
