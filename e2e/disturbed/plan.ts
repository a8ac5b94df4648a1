/** The rounds of the kill harness. */
import type { Batch, Moment, Round } from "./rounds.ts";
import type { Undisturbed } from "./undisturbed.ts";

/** Every AWS call of every case, before and after it. */
export function everyCall(found: Undisturbed): Round[] {
  return [...found].flatMap(([of, { calls }]) =>
    calls.flatMap((_, call) => (["before", "after"] as const).map((when) => ({ of, at: { call, when } }))),
  );
}

/** Picks this many, evenly spread. */
export function spread(rounds: Round[], count: number): Round[] {
  return rounds.filter((_, index) => (index * count) % rounds.length < count);
}

export function inBatches(rounds: Round[], lanes: number): Batch[] {
  const count = Math.ceil(rounds.length / lanes);
  return Array.from({ length: count }, (_, index) => ({
    rounds: rounds.slice(index * lanes, (index + 1) * lanes),
  }));
}

const KINDS = ["a moment", "twice", "slow"] as const;

/** Random rounds: kills between calls, two in a row, and both while AWS is slow to show writes. */
export function atRandom(found: Undisturbed, count: number, lanes: number): Batch[] {
  const cases = [...found];
  const pick = <T>(from: readonly T[]) => from[Math.floor(Math.random() * from.length)] as T;
  const callOf = (calls: string[]): Moment => ({
    call: Math.floor(Math.random() * calls.length),
    when: pick(["before", "after"]),
  });
  return Array.from({ length: Math.ceil(count / lanes) }, (_, index) => {
    const kind = KINDS[index % KINDS.length];
    const rounds = Array.from({ length: lanes }, (): Round => {
      const [of, { calls }] = pick(cases);
      if (kind === "a moment") return { of, at: { afterMs: Math.floor(Math.random() * 400) } };
      const at = callOf(calls);
      return kind === "twice" ? { of, at, again: callOf(calls) } : { of, at };
    });
    return { rounds, ...(kind === "slow" && { propagationMs: 2_000 }) };
  });
}
