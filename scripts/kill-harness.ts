/**
 * `npm run kill-harness -- --rounds 200`: kills the worker during every kind of registration and removal, and
 * compares AWS and the database with an undisturbed run. Half of the rounds are spread over all AWS calls, before and
 * after each; the other half are random: at any time, twice in a row, while AWS is slow to show writes. A round that
 * has settled before its kill is repeated.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeKey } from "#lib/encryption/key-ring.ts";
import { seedOf } from "../e2e/disturbed/accounts.ts";
import { type House, openHouse } from "../e2e/disturbed/house.ts";
import { openLane } from "../e2e/disturbed/lane.ts";
import { atRandom, everyCall, inBatches, spread } from "../e2e/disturbed/plan.ts";
import { type Ended, killUntilCaught, nameOf } from "../e2e/disturbed/rounds.ts";
import { undisturbed } from "../e2e/disturbed/undisturbed.ts";
import { removeDataDir } from "./stack/data-dir.ts";
import { migrate } from "./stack/migrate.ts";
import { startPostgres } from "./stack/postgres.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "200" }, lanes: { type: "string", default: "12" } },
});
const [rounds, laneCount] = [Number(values.rounds), Number(values.lanes)];

const dataDir = await mkdtemp(join(tmpdir(), "rolecall-kill-harness-"));
const postgres = await startPostgres(dataDir, console.error);
Object.assign(process.env, {
  DATABASE_URL: postgres.url,
  ROLECALL_ENCRYPTION_KEYS: makeKey(),
  LOG_LEVEL: "error",
});
await migrate(postgres.url);
const house = await openHouse(seedOf(laneCount));
try {
  const ended = await run(house);
  report(ended);
  process.exitCode = ended.some(({ caught, differences }) => !caught || differences.length > 0) ? 1 : 0;
} finally {
  await house.close();
  await postgres.stop();
  await removeDataDir(dataDir);
}
process.exit();

async function run(house: House): Promise<Ended[]> {
  const lanes = await Promise.all(Array.from({ length: laneCount }, (_, index) => openLane(index)));
  await house.startWorker();
  const expected = await undisturbed(house, lanes);
  for (const [{ name }, { calls }] of expected) console.error(`${calls.length} AWS calls: ${name}`);
  const every = everyCall(expected);
  const chosen = spread(every, Math.min(every.length, Math.ceil(rounds / 2)));
  const batches = [...inBatches(chosen, laneCount), ...atRandom(expected, rounds - chosen.length, laneCount)];
  const ended: Ended[] = [];
  for (const batch of batches) {
    const these = await killUntilCaught(house, lanes, batch, expected);
    for (const { round, caught, differences } of these) {
      if (!caught) console.log(`${nameOf(round)}: had settled before, each time`);
      if (differences.length > 0) console.log([nameOf(round), ...differences].join("\n    "));
    }
    ended.push(...these);
    console.error(`${ended.length} rounds`);
  }
  return ended;
}

function report(ended: Ended[]) {
  const times = ended.map(({ settledMs }) => settledMs).sort((a, b) => a - b);
  const wrong = (...paths: string[]) =>
    ended.filter(({ differences }) => differences.some((line) => paths.some((path) => line.startsWith(path))))
      .length;
  const at = (share: number) => `${Math.round(times[Math.floor(share * (times.length - 1))] as number)} ms`;
  console.table({
    rounds: ended.length,
    "killed in the middle: the call held, or the run not settled": ended.filter(({ caught }) => caught)
      .length,
    "killed twice": ended.filter(({ round }) => round.again).length,
    "ended otherwise than undisturbed": ended.filter(({ differences }) => differences.length > 0).length,
    "of these stuck: a run, a job or a turn nobody ends": wrong("after the kill/leftOver"),
    "orphaned: left in AWS or the ledger after the removal": wrong("after the removal"),
    "doubled or missing in AWS": wrong("after the kill/aws"),
    "told otherwise: roles, runs, the ledger": wrong("after the kill/roles", "after the kill/ledger"),
    "settled after a worker was back, median": at(0.5),
    "the slowest": at(1),
  });
}
