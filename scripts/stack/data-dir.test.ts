import { existsSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeDataDir, shelterOf } from "./data-dir.ts";

test("removing a data directory also removes its database that is kept elsewhere", async () => {
  const [dataDir, another] = await Promise.all(
    ["one", "another"].map((name) => mkdtemp(join(tmpdir(), `rolecall-data-dir-${name}-`))),
  );
  for (const folder of [shelterOf(dataDir as string), shelterOf(another as string)]) {
    await mkdir(join(folder, "postgres"), { recursive: true });
    await writeFile(join(folder, "postgres", "PG_VERSION"), "18");
  }
  await removeDataDir(dataDir as string);
  expect(existsSync(dataDir as string)).toBe(false);
  expect(existsSync(shelterOf(dataDir as string))).toBe(false);
  expect(existsSync(shelterOf(another as string))).toBe(true);
  await removeDataDir(another as string);
});
