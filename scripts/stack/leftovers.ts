/** What a launcher that was killed may have left running. */
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunFile } from "./run-file.ts";

/** How each process is told from another one that was given its number since. */
const COMMANDS = {
  launcher: "scripts/launch.ts",
  web: "scripts/web.mjs",
  worker: "lib/worker/main.ts",
  sandbox: "sandbox/main.ts",
} as const;

type Part = keyof typeof COMMANDS;

/** Whether the process with this number is still the one that run.json speaks of. */
export async function isRunning(part: Part, pid: number | undefined): Promise<boolean> {
  if (!pid || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Where there is no /proc to tell, the process counts as ours.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  return commandLine === undefined || commandLine.includes(COMMANDS[part]);
}

/** Ends the processes of an interrupted run: two sandboxes must not write one state file. */
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
