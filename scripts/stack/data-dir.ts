/** The folder of everything a run leaves behind. */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";

/** Where the database of a folder is kept that the user it runs as cannot enter. */
export function shelterOf(dataDir: string): string {
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  return join(parse(tmpdir()).root, "var", "tmp", `rolecall-${key}`);
}

/** Removes a folder that was made for a while, and its database wherever that is kept. Nothing of it may be running. */
export async function removeDataDir(dataDir: string): Promise<void> {
  await Promise.all([dataDir, shelterOf(dataDir)].map((path) => rm(path, { recursive: true, force: true })));
}
