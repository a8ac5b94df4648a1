/** Runs each case undisturbed, for its result and its AWS calls. */
import { CASES, type Case } from "./cases.ts";
import { type State, stateOf } from "./compare.ts";
import type { House } from "./house.ts";
import { type Lane, settled, tidy } from "./lane.ts";

export type Undisturbed = Map<Case, { state: State; calls: string[] }>;

/** Runs the cases, distributed among the lanes, and cleans up after them. */
export async function undisturbed(house: House, lanes: Lane[], cases = CASES): Promise<Undisturbed> {
  const shares = lanes.map((lane, index) => ({
    lane,
    cases: cases.filter((_, at) => at % lanes.length === index),
  }));
  const found = await Promise.all(
    shares.map(async ({ lane, cases }) => {
      const ends: [Case, { state: State; calls: string[] }][] = [];
      for (const of of cases) ends.push([of, await leftAlone(house, lane, of)]);
      return ends;
    }),
  );
  return new Map(found.flat());
}

async function leftAlone(house: House, lane: Lane, of: Case): Promise<{ state: State; calls: string[] }> {
  await of.arrange?.(lane);
  await settled(house, lane);
  const since = house.sandbox.calls.since(0).at(-1)?.seq ?? 0;
  await of.act(lane);
  await settled(house, lane);
  const calls = callsOf(house, lane, since);
  await of.meanwhile?.(lane);
  await settled(house, lane);
  const state = await stateOf(house, lane);
  await tidy(house, lane);
  return { state, calls };
}

function callsOf({ sandbox }: House, { accountId }: Lane, since: number): string[] {
  return sandbox.calls
    .since(since)
    .filter((call) => call.accountId === accountId || call.params.RoleArn?.includes(`:${accountId}:`))
    .map(({ action }) => action);
}
