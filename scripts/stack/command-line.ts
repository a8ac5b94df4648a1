/** Reads the command line of a process id that was stored earlier: the id may belong to another program by now. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Returns the command line of a process.
 * @returns "" where no such process runs, null where this machine does not say what it is
 */
export async function commandLineOf(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return "";
  const said = (await fromProc(pid)) ?? (await fromPs(pid));
  if (said !== null) return said;
  // It may have ended since.
  return isAlive(pid) ? null : "";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process cannot be signalled, but exists.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function fromProc(pid: number): Promise<string | null> {
  const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  return words === null ? null : words.replaceAll("\0", " ").trim();
}

/** For systems without /proc, such as macOS; `-ww`: the whole line. A container may lack `ps` too. */
async function fromPs(pid: number): Promise<string | null> {
  const answer = await run("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(() => null);
  return answer === null ? null : answer.stdout.trim();
}
