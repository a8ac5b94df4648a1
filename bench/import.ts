/**
 * `npm run bench:import`: imports a thousand roles while every AWS call takes 50 ms, and measures from the POST until
 * the last role is Active. Compares with a plain script that makes a registration's calls for eight roles at a time,
 * and measures a single registration of another workspace meanwhile. `--json` prints one line.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, generate } from "../scripts/stack/build.ts";
import { removeDataDir } from "../scripts/stack/data-dir.ts";
import { startStack } from "../scripts/stack/stack.ts";
import { registerInParallel } from "./parallel-script.ts";
import { openRolecall, type Rolecall } from "./rolecall.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";

const LATENCY_MS = 50;
const ROLES = 1_000;
/** Fewer roles, because the script's rate does not change. */
const SCRIPT_ROLES = 120;
const WAYS = 8;
const SINGLES = 25;
const BETWEEN_SINGLES_MS = 200;

/** The limits that the benchmark enforces. */
const LIMIT = { toScript: 3.5, fairness: 1.5 };

export type Figures = {
  roles: number;
  /** From the POST until the last role is Active. */
  wallMs: number;
  rolesPerSecond: number;
  scriptRolesPerSecond: number;
  /** At least 4. */
  ratioToScript: number;
  /** The time of a single registration in another workspace and account, without and during the import. */
  idleMs: number;
  duringMs: number;
  /** duringMs / idleMs: at most 1.5. */
  fairness: number;
};

type Side = { sandbox: Sandbox; rolecall: Rolecall };

const dataDir = await mkdtemp(join(tmpdir(), "rolecall-bench-"));
await generate(console.error);
await build(console.error);
const stack = await startStack({ dataDir, port: 0, say: console.error, env: { LOG_LEVEL: "warn" } });
try {
  const sideOf = async (workspace: string): Promise<Side> => ({
    sandbox: await openSandbox(stack.run.sandboxUrl as string, workspace),
    rolecall: await openRolecall(stack, workspace),
  });
  const figures = await measure(await sideOf("acme"), await sideOf("globex"));
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures));
  else print(figures);
} finally {
  await stack.stop();
  await removeDataDir(dataDir);
}
process.exit(0);

async function measure(many: Side, single: Side): Promise<Figures> {
  const imported = await many.sandbox.makeRoles("import", ROLES);
  const scripted = await many.sandbox.makeRoles("script", SCRIPT_ROLES);
  const warmUp = await many.sandbox.makeRoles("warm", 60);
  const singles = await single.sandbox.makeRoles("single", 10 * SINGLES);
  await many.rolecall.registerAll(warmUp);
  await many.sandbox.setLatency(LATENCY_MS);

  const idle = [];
  for (const roleArn of singles.splice(0, SINGLES))
    idle.push(await timed(() => single.rolecall.register(roleArn)));
  const scriptMs = await registerInParallel(many.sandbox, scripted, WAYS);

  const over = new AbortController();
  const importing = timed(() => many.rolecall.importAll(imported)).finally(() => over.abort());
  const during = [];
  while (!over.signal.aborted && singles.length > 0) {
    const roleArn = singles.pop() as string;
    const ms = await timed(() => single.rolecall.register(roleArn));
    // A registration that ended after the import was not slowed by it throughout.
    if (!over.signal.aborted) during.push(ms);
    await sleep(BETWEEN_SINGLES_MS);
  }
  const wallMs = await importing;

  const rolesPerSecond = (ROLES / wallMs) * 1_000;
  const scriptRolesPerSecond = (SCRIPT_ROLES / scriptMs) * 1_000;
  const [idleMs, duringMs] = [median(idle), median(during)];
  return {
    roles: ROLES,
    wallMs: round(wallMs, 0),
    rolesPerSecond: round(rolesPerSecond),
    scriptRolesPerSecond: round(scriptRolesPerSecond, 2),
    ratioToScript: round(rolesPerSecond / scriptRolesPerSecond, 2),
    idleMs: round(idleMs, 0),
    duringMs: round(duringMs, 0),
    fairness: round(duringMs / idleMs, 2),
  };
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
  const { roles, wallMs, rolesPerSecond, scriptRolesPerSecond, ratioToScript } = figures;
  const { idleMs, duringMs, fairness } = figures;
  const kept = (isKept: boolean) => (isKept ? "kept" : "missed");
  console.table({
    [`${roles} roles, POST to the last one Active`]: `${wallMs} ms, ${rolesPerSecond} a second`,
    [`a plain script, ${WAYS} roles at a time`]: `${scriptRolesPerSecond} a second`,
    "to the script": `${ratioToScript} × (at least ${LIMIT.toScript}: ${kept(ratioToScript >= LIMIT.toScript)})`,
    "a single registration, nothing else under way": `${idleMs} ms`,
    "a single registration during the import": `${duringMs} ms`,
    "to its idle time": `${fairness} (at most ${LIMIT.fairness}: ${kept(fairness <= LIMIT.fairness)})`,
  });
}
