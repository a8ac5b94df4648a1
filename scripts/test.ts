/**
 * Runs the tests, quick ones first. `npm test`: format, lint, types and pure tests; tests with Postgres; then one
 * stack, tested over HTTP and in a browser. `npm run verify`: the first five parts. `npm run test:long`: slow and rare
 * cases, such as outages and throttling storms. The last line is the count.
 */
import { join } from "node:path";
import { makeKey } from "#lib/encryption/key-ring.ts";
import { findBrowser } from "./stack/browser.ts";
import { build, generate } from "./stack/build.ts";
import { removeDataDir } from "./stack/data-dir.ts";
import { type Part, runParts } from "./testing/parts.ts";
import { browserTests, tool, vitest } from "./testing/runners.ts";

// The tests must not write to what this shell's environment points at.
for (const name of ["DATABASE_URL", "AWS_ENDPOINT_URL", "ROLECALL_AWS", "ROLECALL_DATA_DIR", "PORT"]) {
  delete process.env[name];
}

const bin = (name: string) => join("node_modules", name);
const client: Part = { title: "Database client", run: () => generate(console.log) };
const built: Part = { title: "Build", run: () => build(console.log) };

const fast: Part[] = [
  client,
  { title: "Format", run: () => tool(bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings") },
  { title: "Lint", run: () => tool(bin("oxlint/bin/oxlint"), "--deny-warnings") },
  { title: "Types", run: () => tool(bin("typescript/bin/tsc"), "--noEmit") },
  { title: "Pure tests", run: () => vitest("pure") },
];

const long: Part[] = [
  client,
  { title: "Long tests on Postgres", run: () => vitest("postgres-long") },
  built,
  { title: "Long tests over HTTP", run: () => vitest("http-long") },
];

switch (process.argv[2]) {
  case "verify":
    await runParts(fast);
    break;
  case "long":
    await runParts(long);
    break;
  default:
    await everything();
}

async function everything(): Promise<void> {
  const dataDir = join(process.cwd(), ".data", `test-${process.pid}`);
  const env: Record<string, string> = { ROLECALL_TEST_RUN: join(dataDir, "run.json") };
  let stop = async () => {};
  const onStack: Part[] = [
    {
      title: "Browser",
      run: async () => {
        env.ROLECALL_CHROMIUM = await findBrowser(console.log);
      },
    },
    {
      title: "Start everything",
      run: async () => {
        const { startStack } = await import("./stack/stack.ts");
        // The tests arrange accounts with the key that the stack reads them with.
        process.env.ROLECALL_ENCRYPTION_KEYS = makeKey();
        ({ stop } = await startStack({ dataDir, port: 0, say: console.log }));
      },
    },
    { title: "Tests over HTTP", run: () => vitest("http", env) },
    { title: "Tests in the browser", run: () => browserTests(env) },
  ];
  const onPostgres: Part = { title: "Tests on Postgres", run: () => vitest("postgres") };
  await runParts([...fast, onPostgres, built, ...onStack], async () => {
    await stop();
    await removeDataDir(dataDir);
  });
}
