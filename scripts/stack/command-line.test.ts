import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commandLineOf } from "./command-line.ts";
import { isRunning, stopLeftovers } from "./leftovers.ts";

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, readFile: vi.fn(real.readFile) };
});

const path = process.env.PATH;
let pid: number;
let end: () => Promise<unknown>;

beforeEach(async () => {
  const code = 'console.log("here"); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ["-e", code, "lib/worker/main.ts"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (child.stdout) await once(child.stdout, "data");
  pid = child.pid as number;
  const exited = once(child, "exit");
  end = () => {
    child.kill("SIGKILL");
    return exited;
  };
});

afterEach(async () => {
  process.env.PATH = path;
  vi.mocked(readFile).mockReset();
  await end();
});

/** As on macOS. */
const withoutProc = () => vi.mocked(readFile).mockRejectedValue(new Error("ENOENT"));

/** As in a container that has next to nothing. */
const withoutPs = () => {
  process.env.PATH = "/nonexistent";
};

test("the command line is read from /proc, or from ps where there is none", async () => {
  withoutPs();
  expect(await commandLineOf(pid)).toMatch(/lib\/worker\/main\.ts$/);
  process.env.PATH = path;
  withoutProc();
  expect(await commandLineOf(pid)).toMatch(/lib\/worker\/main\.ts$/);
  expect(await isRunning("worker", pid)).toBe(true);
  expect(await isRunning("web", pid)).toBe(false);
});

test("an ended process is recognized without either", async () => {
  await end();
  withoutProc();
  withoutPs();
  expect(await commandLineOf(pid)).toBe("");
});

test("without either, a running process is not ended, and the error explains it", async () => {
  withoutProc();
  withoutPs();
  expect(await commandLineOf(pid)).toBeNull();
  const run = { url: "", databaseUrl: "", awsMode: "sandbox", pids: { launcher: 0, worker: pid } } as const;
  await expect(stopLeftovers(run, () => {})).rejects.toThrow(`Process ${pid} may be the worker`);
  expect(process.kill(pid, 0)).toBe(true);
});
