import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeDataDir } from "./launcher-pid.ts";

let dataDir: string;
let file: string;
let another: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "rolecall-launcher-pid-")), "data");
  file = join(dataDir, "launcher.pid");
});

afterEach(async () => {
  another?.kill("SIGKILL");
  await rm(join(dataDir, ".."), { recursive: true, force: true });
});

/** Starts a process with a launcher's command line that has taken the directory. */
async function anotherLauncher(): Promise<number> {
  const code = 'console.log("here"); setInterval(() => {}, 1000)';
  another = spawn(process.execPath, ["-e", code, "scripts/launch.ts"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (another.stdout) await once(another.stdout, "data");
  await rm(file, { force: true });
  await writeFile(file, `${another.pid}\n`);
  return another.pid as number;
}

test("a free directory is taken", async () => {
  expect(await takeDataDir(dataDir)).toBeUndefined();
  expect(await readFile(file, "utf8")).toBe(`${process.pid}\n`);
});

test("a directory of a running launcher is left to it, and taken over after that was killed", async () => {
  await takeDataDir(dataDir);
  const holder = await anotherLauncher();
  expect(await takeDataDir(dataDir)).toBe(holder);
  expect(await readFile(file, "utf8")).toBe(`${holder}\n`);
  another?.kill("SIGKILL");
  await once(another as ChildProcess, "exit");
  expect(await takeDataDir(dataDir)).toBeUndefined();
  expect(await readFile(file, "utf8")).toBe(`${process.pid}\n`);
});

test("an empty file after a crash is ignored", async () => {
  await takeDataDir(dataDir);
  await writeFile(file, "");
  expect(await takeDataDir(dataDir)).toBeUndefined();
});
