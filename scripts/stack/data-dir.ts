/** The folder of everything a run writes. */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";

/** Returns where a folder's database is kept when the user it runs as cannot enter the folder. */
export function shelterOf(dataDir: string): string {
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  return join(parse(tmpdir()).root, "var", "tmp", `rolecall-${key}`);
}

/** Removes a temporary data directory and its database, wherever that is kept. Its processes must have ended. */
export async function removeDataDir(dataDir: string): Promise<void> {
  await Promise.all([dataDir, shelterOf(dataDir)].map((path) => rm(path, { recursive: true, force: true })));
}
