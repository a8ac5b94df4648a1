/** What runs under a process number that was written down earlier: another program may have been given it since. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * The command line of a process.
 * @returns "" where nothing runs, null where something does and this machine does not say what
 */
export async function commandLineOf(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return "";
  const said = (await fromProc(pid)) ?? (await fromPs(pid));
  if (said !== null) return said;
  // It may have ended while it was asked after.
  return isAlive(pid) ? null : "";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's must not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function fromProc(pid: number): Promise<string | null> {
  const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  return words === null ? null : words.replaceAll("\0", " ").trim();
}

/** Where there is no /proc, as on macOS; `-ww`: all of it. A container may have no `ps` either. */
async function fromPs(pid: number): Promise<string | null> {
  const answer = await run("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(() => null);
  return answer === null ? null : answer.stdout.trim();
}
