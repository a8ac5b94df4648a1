/**
 * The launcher behind `npm start`: builds what is out of date, starts all processes, prints the URL, and stops them.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { build, generate } from "./stack/build.ts";
import { checkSettings } from "./stack/environment.ts";
import { takeDataDir } from "./stack/launcher-pid.ts";
import { isRunning, stopLeftovers } from "./stack/leftovers.ts";
import { awsMode } from "./stack/mode.ts";
import { isFree, parsePort } from "./stack/ports.ts";
import { type RunFile, readRunFile } from "./stack/run-file.ts";
import type { Stack } from "./stack/stack.ts";

const { values: options } = parseArgs({
  options: {
    "data-dir": { type: "string", default: process.env.ROLECALL_DATA_DIR || "" },
    port: { type: "string", default: process.env.PORT || "" },
    dev: { type: "boolean", default: false },
  },
});
const dataDir = resolve(options["data-dir"] || ".data");
const say = (line: string) => console.log(`  ${line}`);

process.once("uncaughtException", (error) => giveUp(error));
process.once("unhandledRejection", (error) => giveUp(error as Error));

let starting: Promise<Stack> | undefined;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

console.log("Rolecall");
checkSettings(process.env, awsMode(process.env));
const asked = options.port === "" ? undefined : parsePort(options.port);
await takeOver();
await generate(say);
if (!options.dev) await build(say);
const port = await choosePort();
const { startStack } = await import("./stack/stack.ts");
starting = startStack({ dataDir, port, dev: options.dev, say });
const stack = await starting;
stack.failed.then((error) => giveUp(error));
if (!stopping) announce(stack.run);

function announce({ url, awsMode, sandboxUrl }: RunFile) {
  console.log(`\n  Ready at ${url}`);
  if (awsMode !== "live") {
    console.log(
      "  Sign in as admin@acme.test, member@acme.test or admin@globex.test; the password is rolecall-demo",
    );
  }
  if (sandboxUrl) console.log(`  AWS is a sandbox at ${sandboxUrl}: no real account is touched`);
  else console.log(`  AWS mode: ${awsMode}`);
  console.log("  Ctrl-C stops everything\n");
}

/**
 * Takes the data directory. There is one launcher for each, because two would write the same database files; processes
 * left by a killed one are ended.
 */
async function takeOver() {
  const holder = await takeDataDir(dataDir);
  const run = await readRunFile(dataDir);
  if (run && (await isRunning("launcher", run.pids.launcher)))
    throw new Error(`Rolecall is running already, at ${run.url} (process ${run.pids.launcher}).`);
  // run.json exists only while everything is up.
  if (holder) throw new Error(`Rolecall is being started or stopped here already (process ${holder}).`);
  if (run) await stopLeftovers(run, say);
}

/** Returns the requested port or fails with an explanation; without a request, 3000 or the next free one. */
async function choosePort(): Promise<number> {
  if (asked !== undefined) {
    if (asked === 0 || (await isFree(asked))) return asked;
    throw new Error(
      `Port ${asked} is taken by another program. Stop it, or choose another: PORT=${asked + 1} npm start`,
    );
  }
  for (let port = 3000; port < 3100; port++) {
    if (!(await isFree(port))) continue;
    if (port !== 3000) say(`Port 3000 is taken by another program; using ${port}`);
    return port;
  }
  throw new Error("The ports 3000 to 3099 are all taken. Choose one: PORT=… npm start");
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (starting) console.log("\n  Stopping");
  // Waits for a process that is just starting, so that it is stopped too.
  await starting?.then((stack) => stack.stop()).catch(() => {});
  process.exit(code);
}

function giveUp(error: Error) {
  console.error(`\n  ${error.message}`);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  void stop(1);
}
