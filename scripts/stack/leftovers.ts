/** Ends processes that a killed launcher left running. */
import { setTimeout as sleep } from "node:timers/promises";
import { commandLineOf } from "./command-line.ts";
import type { RunFile } from "./run-file.ts";

/** Identifies each process by its command line, because its id may be reused. */
const COMMANDS = {
  launcher: "scripts/launch.ts",
  web: "scripts/web.mjs",
  worker: "lib/worker/main.ts",
  sandbox: "sandbox/main.ts",
} as const;

type Part = keyof typeof COMMANDS;

/**
 * Whether the process with this id is still the one that was recorded.
 * @throws where this machine does not say: it must not be ended then, and another must not be started beside it
 */
export async function isRunning(part: Part, pid: number | undefined): Promise<boolean> {
  if (!pid || pid === process.pid) return false;
  const commandLine = await commandLineOf(pid);
  if (commandLine !== null) return commandLine.includes(COMMANDS[part]);
  throw new Error(
    `Process ${pid} may be the ${part} of an earlier run, and this machine does not say what it is. Stop it if it is; if not, remove launcher.pid and run.json from the data directory. Then start again.`,
  );
}

/** Ends the processes of an interrupted run, because two sandboxes must not write one state file. */
export async function stopLeftovers({ pids }: RunFile, say: (line: string) => void): Promise<void> {
  const parts = ["web", "worker", "sandbox"] as const;
  await Promise.all(
    parts.map(async (part) => {
      const pid = pids[part];
      if (!pid || !(await isRunning(part, pid))) return;
      say(`Stopping the ${part} that an interrupted run left behind (process ${pid})`);
      process.kill(pid, "SIGKILL");
      while (await isRunning(part, pid)) await sleep(20);
    }),
  );
}
