/**
 * `npm run bench:registration`: measures one registration from the POST to the settled answer while every AWS call
 * takes 50 ms. Compares with a plain script that makes the same calls in sequence. `--json` prints one line.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, generate } from "../scripts/stack/build.ts";
import { removeDataDir } from "../scripts/stack/data-dir.ts";
import { startStack } from "../scripts/stack/stack.ts";
import { graphOf, type TimedCall } from "./call-graph.ts";
import { accountsChecked } from "./quiet.ts";
import { openRolecall, type Rolecall } from "./rolecall.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { registerByScript } from "./sequential-script.ts";

const LATENCY_MS = 50;
const ROUNDS = 15;
const SCRIPT_ROUNDS = 3;
const AT_ONCE = 100;
const WORKSPACE = "acme";

/** The limits that the benchmark enforces. */
const LIMIT = { depth: 5, toDepth: 1.3, toScript: 0.4 };

export type Figures = {
  wallMs: number;
  scriptMs: number;
  calls: number;
  depth: number;
  /** wallMs / (depth × 50 ms): at most 1.3. */
  ratioToLimit: number;
  /** wallMs / scriptMs: at most 0.4. */
  ratioToScript: number;
  /** Of a script that does not prove that the connection role asks for its external ID: two calls fewer. */
  carelessScriptMs: number;
  hundredMs: number;
};

const dataDir = await mkdtemp(join(tmpdir(), "rolecall-bench-"));
await generate(console.error);
await build(console.error);
const stack = await startStack({ dataDir, port: 0, say: console.error, env: { LOG_LEVEL: "warn" } });
try {
  const sandbox = await openSandbox(stack.run.sandboxUrl as string, WORKSPACE);
  const rolecall = await openRolecall(stack, WORKSPACE);
  await accountsChecked(stack.run.databaseUrl);
  const figures = await measure(rolecall, sandbox);
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures));
  else print(figures);
} finally {
  await stack.stop();
  await removeDataDir(dataDir);
}
process.exit(0);

async function measure(rolecall: Rolecall, sandbox: Sandbox): Promise<Figures> {
  const warmUp = await sandbox.makeRoles("warm", 60);
  await rolecall.registerAll(warmUp);
  await sandbox.setLatency(LATENCY_MS);

  const alone = await oneByOne(rolecall, sandbox);
  const scripted = [];
  for (const roleArn of await atOnceWithoutLatency(sandbox, "scripted", SCRIPT_ROUNDS)) {
    const since = await sandbox.lastCall();
    scripted.push(await timed(() => registerByScript(sandbox, roleArn, { proves: true })));
    sameCalls(await sandbox.callsSince(since), alone);
  }
  const careless = [];
  for (const roleArn of await atOnceWithoutLatency(sandbox, "careless", SCRIPT_ROUNDS)) {
    careless.push(await timed(() => registerByScript(sandbox, roleArn, { proves: false })));
  }
  const many = await atOnceWithoutLatency(sandbox, "hundred", AT_ONCE);
  const hundredMs = await timed(() => rolecall.registerAll(many));

  const wallMs = median(alone.map(({ ms }) => ms));
  const scriptMs = median(scripted);
  const [{ calls: made }] = alone as [Measured, ...Measured[]];
  const { calls, depth } = graphOf(made);
  return {
    wallMs: round(wallMs),
    scriptMs: round(scriptMs),
    calls,
    depth,
    ratioToLimit: round(wallMs / (depth * LATENCY_MS), 3),
    ratioToScript: round(wallMs / scriptMs, 3),
    carelessScriptMs: round(median(careless)),
    hundredMs: round(hundredMs),
  };
}

type Measured = { ms: number; calls: TimedCall[] };

async function oneByOne(rolecall: Rolecall, sandbox: Sandbox): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const roleArn of await atOnceWithoutLatency(sandbox, "alone", ROUNDS)) {
    const since = await sandbox.lastCall();
    const ms = await timed(() => rolecall.register(roleArn));
    measured.push({ ms, calls: await sandbox.callsSince(since) });
  }
  return measured;
}

/** Checks that both make the same calls, without which the comparison would mean nothing. */
function sameCalls(byScript: TimedCall[], alone: Measured[]) {
  const [{ calls }] = alone as [Measured, ...Measured[]];
  const names = (made: TimedCall[]) =>
    made
      .map(({ action }) => action)
      .toSorted()
      .join(" ");
  if (names(byScript) === names(calls)) return;
  throw new Error(`Rolecall calls ${names(calls)}\nthe script calls ${names(byScript)}`);
}

/** Creates roles without latency, because only their registration is measured. */
async function atOnceWithoutLatency(sandbox: Sandbox, prefix: string, count: number): Promise<string[]> {
  await sandbox.setLatency(0);
  const arns = await sandbox.makeRoles(prefix, count);
  await sandbox.setLatency(LATENCY_MS);
  return arns;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

function round(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function print(figures: Figures) {
  const { wallMs, scriptMs, calls, depth, ratioToLimit, ratioToScript, carelessScriptMs, hundredMs } =
    figures;
  const verdict = (value: number, limit: number) =>
    `${value} (at most ${limit}: ${value <= limit ? "kept" : "missed"})`;
  console.table({
    "one registration, POST to settled": `${wallMs} ms`,
    "the same calls in a plain script": `${scriptMs} ms`,
    "a script without the proof of the external ID": `${carelessScriptMs} ms`,
    "AWS calls": `${calls}, ${LATENCY_MS} ms each`,
    "depth of its calls": verdict(depth, LIMIT.depth),
    "to the depth of its calls": verdict(ratioToLimit, LIMIT.toDepth),
    "to the script": verdict(ratioToScript, LIMIT.toScript),
    [`${AT_ONCE} at once`]: `${hundredMs} ms`,
  });
}
