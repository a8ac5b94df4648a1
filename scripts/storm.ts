/**
 * `npm run storm -- --roles 200`: the sandbox throttles half of all calls and shows writes 10 s late. Registers the
 * roles at once, among them every one that must fail, and then removes them at once. Each has to end with its reason,
 * AWS and the ledger have to agree, and in the end AWS has to be as it was.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeKey } from "#lib/encryption/key-ring.ts";
import { type House, openHouse } from "../e2e/disturbed/house.ts";
import { awsOf, type Ended, gather, registerAll, removeAll } from "../e2e/disturbed/storm.ts";
import { defaultSeed } from "../sandbox/seed/seed.ts";
import { removeDataDir } from "./stack/data-dir.ts";
import { migrate } from "./stack/migrate.ts";
import { startPostgres } from "./stack/postgres.ts";

const { values } = parseArgs({
  options: {
    roles: { type: "string", default: "200" },
    throttled: { type: "string", default: "0.5" },
    "late-ms": { type: "string", default: "10000" },
  },
});
const faults = { throttleRate: Number(values.throttled), propagationMs: Number(values["late-ms"]) };
const PATIENCE_MS = 600_000;

const dataDir = await mkdtemp(join(tmpdir(), "rolecall-storm-"));
const postgres = await startPostgres(dataDir, console.error);
Object.assign(process.env, {
  DATABASE_URL: postgres.url,
  ROLECALL_ENCRYPTION_KEYS: makeKey(),
  LOG_LEVEL: "error",
});
await migrate(postgres.url);
const house = await openHouse(defaultSeed());
try {
  process.exitCode = (await run(house)) ? 0 : 1;
} finally {
  await house.close();
  await postgres.stop();
  await removeDataDir(dataDir);
}
process.exit();

async function run(house: House): Promise<boolean> {
  const registering = await gather(house, { roles: Number(values.roles) });
  const before = await awsOf(house);
  await house.startWorker();
  house.sandbox.faults.set(faults);
  const began = performance.now();
  const { ended, wrong } = await registerAll(house, registering, PATIENCE_MS);
  const registered = performance.now();
  console.error(`${ended.length} registrations have settled`);
  const left = await removeAll(house, ended, before, PATIENCE_MS);
  const removed = performance.now();
  const otherwise = ended.filter((one) => one.ended !== one.wanted);
  for (const { arn, wanted, ended } of otherwise) console.log(`${arn} ended ${ended}, not ${wanted}`);
  for (const line of [...wrong, ...left]) console.log(line);
  const calls = house.sandbox.calls.since(0);
  console.table({
    registrations: ended.length,
    "that had to fail": `${ended.filter(({ wanted }) => wanted !== "ACTIVE").length}, for ${reasons(ended)} reasons`,
    "ended otherwise than they had to": otherwise.length,
    "AWS and the ledger disagree in": wrong.length,
    "different in AWS after the removals": left.length,
    "all registered": seconds(registered - began),
    "one registration, median": seconds(at(ended, 0.5)),
    "the slowest": seconds(at(ended, 1)),
    "all removed": seconds(removed - registered),
    "AWS calls kept in the log, throttled among them": `${calls.length}, ${calls.filter(({ code }) => code === "Throttling").length}`,
  });
  return otherwise.length + wrong.length + left.length === 0;
}

function reasons(ended: Ended[]): number {
  return new Set(ended.map(({ wanted }) => wanted).filter((wanted) => wanted !== "ACTIVE")).size;
}

function at(ended: Ended[], share: number): number {
  const times = ended.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return times[Math.floor(share * (times.length - 1))] as number;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
