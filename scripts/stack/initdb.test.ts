import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { initialise, type Place, removeUnfinished } from "./initdb.ts";

let folder: string;
let place: Place;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolecall-initdb-"));
  place = { bin: folder, data: join(folder, "postgres") };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** An initdb that writes PG_VERSION first, as the real one does, and ends with this exit code. */
function initdbThatEnds(code: number) {
  const script = `#!/bin/sh\nfolder="\${1#--pgdata=}"\nmkdir "$folder" && echo 18 > "$folder/PG_VERSION"\nexit ${code}\n`;
  return writeFile(join(folder, "initdb"), script, { mode: 0o755 });
}

test("complete files are moved into place, and nothing else stays", async () => {
  await initdbThatEnds(0);
  await initialise(place, {}, "secret");
  expect(await readFile(join(place.data, "PG_VERSION"), "utf8")).toBe("18\n");
  expect((await readdir(folder)).sort()).toEqual(["initdb", "postgres"]);
});

test("an initdb that fails leaves nothing that looks like a database", async () => {
  await initdbThatEnds(1);
  await expect(initialise(place, {}, "secret")).rejects.toThrow();
  expect(existsSync(place.data)).toBe(false);
});

test("leftovers of a killed initdb are removed, earlier versions' too, and the database stays", async () => {
  await mkdir(join(folder, "initdb-7", "data"), { recursive: true });
  await writeFile(join(folder, "initdb-7", "data", "PG_VERSION"), "18\n");
  await writeFile(join(folder, "initial-password-7"), "secret");
  await mkdir(place.data);
  await writeFile(join(folder, "postgres.password"), "secret");
  await removeUnfinished(folder);
  expect((await readdir(folder)).sort()).toEqual(["postgres", "postgres.password"]);
});
