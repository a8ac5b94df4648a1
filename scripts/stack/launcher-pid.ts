/**
 * `launcher.pid` in the data directory: the launcher that uses it, from before the build until everything has stopped.
 */
import { rmSync, writeFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isRunning } from "./leftovers.ts";

/**
 * Takes the data directory for this process, also from a launcher that was killed.
 * @returns the process id of the launcher that has it; undefined where this process has it now
 */
export async function takeDataDir(dataDir: string): Promise<number | undefined> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, "launcher.pid");
  while (!claim(file)) {
    const holder = Number(await readFile(file, "utf8").catch(() => ""));
    if (await isRunning("launcher", holder)) return holder;
    await rm(file, { force: true });
  }
  process.once("exit", () => rmSync(file, { force: true }));
  return undefined;
}

/**
 * Writes our process id into the file.
 * @returns false where the file exists
 */
function claim(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
