/**
 * The whole proof, in the order in which a mistake shows soonest: format, lint, types and pure tests; what needs
 * Postgres; then one stack, tried over HTTP and in a browser. `npm test -- verify` stops after the first part.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { findBrowser } from "./stack/browser.ts";
import { build, generate } from "./stack/build.ts";
import { removeDataDir } from "./stack/data-dir.ts";

const onlyVerify = process.argv[2] === "verify";
const bin = (name: string) => join("node_modules", name);
const tools = {
  format: [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"],
  lint: [bin("oxlint/bin/oxlint"), "--deny-warnings"],
  types: [bin("typescript/bin/tsc"), "--noEmit"],
  tests: (project: string) => [bin("vitest/vitest.mjs"), "run", "--project", project],
  browser: [bin("@playwright/test/cli.js"), "test"],
};

// Whatever this shell points at is not what the tests are to write in.
for (const name of ["DATABASE_URL", "AWS_ENDPOINT_URL", "ROLECALL_AWS", "ROLECALL_DATA_DIR", "PORT"]) {
  delete process.env[name];
}

/** A part that failed has said so; nothing after it can be trusted. */
class Stop extends Error {}
process.on("uncaughtException", (error) => {
  if (!(error instanceof Stop)) console.error(error);
  process.exit(1);
});

await part("Database client", () => generate(console.log));
await part("Format", () => node(tools.format));
await part("Lint", () => node(tools.lint));
await part("Types", () => node(tools.types));
await part("Pure tests", () => node(tools.tests("pure")));
if (onlyVerify) process.exit(0);

await part("Tests on Postgres", () => node(tools.tests("postgres")));
await part("Build", () => build(console.log));
const browser = await part("Browser", () => findBrowser(console.log));
const { startStack } = await import("./stack/stack.ts");
const dataDir = join(process.cwd(), ".data", `test-${process.pid}`);
const stack = await part("Start everything", () => startStack({ dataDir, port: 0, say: console.log }));
try {
  const env = { ROLECALL_TEST_RUN: join(dataDir, "run.json"), ROLECALL_CHROMIUM: browser };
  await part("Tests over HTTP", () => node(tools.tests("http"), env));
  await part("Tests in the browser", () => node(tools.browser, env));
} finally {
  await stack.stop();
}
await removeDataDir(dataDir);
console.log("\nAll of it passed");

async function part<T>(title: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  console.log(`\n── ${title}`);
  try {
    const result = await work();
    console.log(`   ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.error(`\n${title}: ${(error as Error).message}`);
    process.exitCode = 1;
    throw new Stop();
  }
}

function node(args: string[], env: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`failed (exit code ${code})`))));
  });
}
