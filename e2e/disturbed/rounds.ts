/** Rounds of killing: one worker, several lanes, each in the middle of something else when it dies. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "./cases.ts";
import { differences, standingIn, stateOf } from "./compare.ts";
import { type House, until } from "./house.ts";
import { isSettled, type Lane, settled, tidy } from "./lane.ts";
import type { Undisturbed } from "./undisturbed.ts";

/** At a case's n-th AWS call, before AWS has done anything or after it has; or so long after it began. */
export type Moment = { call: number; when: "before" | "after" } | { afterMs: number };

/** `again`: the worker that came back dies as well. */
export type Round = { of: Case; at: Moment; again?: Moment };

/** Rounds that share their deaths: at most one a lane. */
export type Batch = {
  rounds: Round[];
  propagationMs?: number;
  /** Instead of SIGKILL: the worker is asked to stop, while the calls it waits for are never answered. */
  politely?: boolean;
};

export type Ended = {
  round: Round;
  /** From the last worker being ready to everything being settled. */
  settledMs: number;
  /** Empty: AWS and the database are as after an undisturbed run, and after a removal as before. */
  differences: string[];
};

type Work = { lane: Lane; round: Round };

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
  await house.endWorker(politely ? "SIGTERM" : "SIGKILL");
  const again = work.filter(({ round }) => round.again);
  holdAt(house, again, ({ again }) => again);
  let backAt = await house.startWorker();
  if (again.length > 0) {
    await reached(house, again, ({ again }) => again);
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

async function reached(house: House, work: Work[], momentOf: (round: Round) => Moment | undefined) {
  await Promise.all(
    work.map(({ lane, round }) => {
      const moment = momentOf(round) as Moment;
      return "call" in moment ? heldOrSettled(house, lane) : sleep(moment.afterMs);
    }),
  );
}

/** With fewer calls than usual it has settled before it came to the one to be killed at. */
function heldOrSettled(house: House, { accountId, ...lane }: Lane): Promise<true> {
  const isHeld = () => house.sandbox.faults.paused().some(({ accountIds }) => accountIds.includes(accountId));
  return until(`lane ${accountId} comes to its call`, async () =>
    isHeld() || (await isSettled(house, { accountId, ...lane })) ? true : undefined,
  );
}
