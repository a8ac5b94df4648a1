/** Runs the checking and testing tools, each in its own process, and returns the test runners' counts. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, countsOfPlaywright, countsOfVitest } from "./reports.ts";

type Env = Record<string, string>;

/** Runs a tool of node_modules. @throws Error where it fails */
export async function tool(script: string, ...args: string[]): Promise<void> {
  const code = await run([script, ...args], {});
  if (code !== 0) throw new Error(`failed (exit code ${code})`);
}

/** Runs the tests of one of vitest's projects (vitest.config.ts). */
export function vitest(project: string, env: Env = {}): Promise<Counts> {
  return reported(countsOfVitest, (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    return run(["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters], env);
  });
}

/** Runs the browser tests (playwright.config.ts). */
export function browserTests(env: Env): Promise<Counts> {
  return reported(countsOfPlaywright, (report) =>
    run(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    }),
  );
}

/**
 * Reads a runner's counts. A runner that fails without a failed test (a file that cannot be loaded, an error outside of
 * tests) counts as one failure.
 * @throws Error where it wrote no report
 */
async function reported(
  read: (report: unknown) => Counts,
  start: (file: string) => Promise<number | null>,
): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "rolecall-tests-"));
  const file = join(folder, "report.json");
  try {
    const code = await start(file);
    const text = await readFile(file, "utf8").catch(() => "");
    if (!text) throw new Error(`failed (exit code ${code}), without a report`);
    const counts = read(JSON.parse(text));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(args: string[], env: Env): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
}
