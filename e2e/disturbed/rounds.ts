/** Runs rounds: one worker with several lanes is killed while each is at another call. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "./cases.ts";
import { differences, standingIn, stateOf } from "./compare.ts";
import { type House, until } from "./house.ts";
import { isSettled, type Lane, settled, tidy } from "./lane.ts";
import type { Undisturbed } from "./undisturbed.ts";

/** The moment of a kill: at a case's n-th AWS call, before or after its effect; or at a time after it began. */
export type Moment = { call: number; when: "before" | "after" } | { afterMs: number };

/** `again`: the restarted worker is killed too. */
export type Round = { of: Case; at: Moment; again?: Moment };

/** Rounds with the same kill: at most one for each lane. */
export type Batch = {
  rounds: Round[];
  propagationMs?: number;
  /** SIGTERM instead of SIGKILL, while its calls are never answered. */
  politely?: boolean;
};

export type Ended = {
  round: Round;
  /** Every kill interrupted the worker: its call was held, or its run had not settled. */
  caught: boolean;
  /** From the last worker's start to everything being settled. */
  settledMs: number;
  /** Empty when AWS and the database are as after an undisturbed run, and after the removal as before. */
  differences: string[];
};

type Work = { lane: Lane; round: Round };

const TRIES = 4;

/** As `killOnce`; a round that had settled before its kill is repeated, from the second time on at an earlier call. */
export async function killUntilCaught(
  house: House,
  lanes: Lane[],
  batch: Batch,
  expected: Undisturbed,
): Promise<Ended[]> {
  const ended: Ended[] = [];
  let { rounds } = batch;
  for (let attempt = 1; rounds.length > 0; attempt++) {
    const these = await killOnce(house, lanes, { ...batch, rounds }, expected);
    // What ended otherwise than it should is told, wherever the kill met it.
    const isDone = ({ caught, differences }: Ended) => caught || differences.length > 0 || attempt === TRIES;
    ended.push(...these.filter(isDone));
    rounds = these.filter((one) => !isDone(one)).map(({ round }) => (attempt === 1 ? round : sooner(round)));
  }
  return ended;
}

/** Two runs of one role make fewer calls where the one comes first, and a second attempt makes fewer than the first. */
function sooner({ at, again, ...round }: Round): Round {
  const half = (moment: Moment): Moment =>
    "call" in moment
      ? { ...moment, call: Math.floor(moment.call / 2) }
      : { afterMs: Math.floor(moment.afterMs / 2) };
  return { ...round, at: half(at), ...(again && { again: half(again) }) };
}

export async function killOnce(
  house: House,
  lanes: Lane[],
  { rounds, propagationMs = 0, politely = false }: Batch,
  expected: Undisturbed,
): Promise<Ended[]> {
  const work = rounds.map((round, index) => ({ lane: lanes[index] as Lane, round }));
  const starts = await Promise.all(work.map(({ lane }) => stateOf(house, lane)));
  const standing = await Promise.all(work.map(({ lane }) => standingIn(house, lane)));
  await Promise.all(work.map(({ lane, round }) => round.of.arrange?.(lane)));
  await Promise.all(work.map(({ lane }) => settled(house, lane)));
  house.sandbox.faults.set({ propagationMs });
  holdAt(house, work, ({ at }) => at);
  await Promise.all(work.map(({ lane, round }) => round.of.act(lane)));
  await reached(house, work, ({ at }) => at);
  await Promise.all(work.map(({ lane, round }) => round.of.meanwhile?.(lane)));
  const missed = await settledBefore(house, work, ({ at }) => at);
  await house.endWorker(politely ? "SIGTERM" : "SIGKILL");
  const again = work.filter(({ round }) => round.again);
  holdAt(house, again, ({ again }) => again);
  let backAt = await house.startWorker();
  if (again.length > 0) {
    await reached(house, again, ({ again }) => again);
    missed.push(...(await settledBefore(house, again, ({ again }) => again)));
    await house.endWorker("SIGKILL");
    holdAt(house, [], () => undefined);
    backAt = await house.startWorker();
  }
  const ends = await Promise.all(
    work.map(async ({ lane }) => {
      await settled(house, lane);
      return { settledMs: performance.now() - backAt, state: await stateOf(house, lane) };
    }),
  );
  house.sandbox.faults.reset();
  return Promise.all(
    work.map(async ({ lane, round }, index) => {
      await tidy(house, lane);
      const { settledMs, state } = ends[index] as (typeof ends)[number];
      return {
        round,
        caught: !missed.includes(lane),
        settledMs,
        differences: [
          ...differences(expected.get(round.of)?.state, state, "after the kill"),
          ...differences(starts[index], await stateOf(house, lane), "after the removal"),
          ...differences(standing[index], await standingIn(house, lane), "after the removal, by id"),
        ],
      };
    }),
  );
}

export function nameOf({ of, at, again }: Round): string {
  const said = (moment: Moment) =>
    "call" in moment ? `${moment.when} call ${moment.call}` : `after ${moment.afterMs} ms`;
  return `${of.name}, killed ${said(at)}${again ? ` and again ${said(again)}` : ""}`;
}

function holdAt({ sandbox }: House, work: Work[], momentOf: (round: Round) => Moment | undefined) {
  const pauseAt = work.flatMap(({ lane: { accountId }, round }) => {
    const moment = momentOf(round);
    if (!moment || !("call" in moment)) return [];
    return [{ accountId, skip: moment.call, times: 1, when: moment.when }];
  });
  sandbox.faults.set({ pauseAt });
}

/** A worker's AWS client waits ten seconds for an answer, and then repeats the call (lib/aws/clients.ts). */
const HELD_AT_MOST_MS = 7_000;

/** Resolves when each lane's call is held, or has settled before it came to it; at the latest while the first is held. */
async function reached(house: House, work: Work[], momentOf: (round: Round) => Moment | undefined) {
  let firstHeldAt = Number.POSITIVE_INFINITY;
  const isOver = async (lane: Lane) => {
    if (isHeld(house, lane)) firstHeldAt = Math.min(firstHeldAt, performance.now());
    return isHeld(house, lane) || performance.now() - firstHeldAt > HELD_AT_MOST_MS || isSettled(house, lane);
  };
  await Promise.all(
    work.map(({ lane, round }) => {
      const moment = momentOf(round) as Moment;
      if (!("call" in moment)) return sleep(moment.afterMs);
      const ask = async () => (await isOver(lane)) || undefined;
      return until(`lane ${lane.accountId} comes to its call`, ask);
    }),
  );
}

/** The lanes in which the worker has not begun its call, or has settled already. */
async function settledBefore(
  house: House,
  work: Work[],
  momentOf: (round: Round) => Moment | undefined,
): Promise<Lane[]> {
  const isCaught = await Promise.all(
    work.map(async ({ lane, round }) =>
      "call" in (momentOf(round) as Moment) ? isHeld(house, lane) : !(await isSettled(house, lane)),
    ),
  );
  return work.filter((_, index) => !isCaught[index]).map(({ lane }) => lane);
}

const isHeld = ({ sandbox }: House, { accountId }: Lane) =>
  sandbox.faults.paused().some(({ accountIds }) => accountIds.includes(accountId));
