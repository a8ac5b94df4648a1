import { expect, test } from "vitest";
import type { StepNotes } from "#lib/instance-roles/registration/journal.ts";
import { pause, waitFor, waitOut } from "./wait-out.ts";
import { describeWaiting } from "./waiting.ts";

function notes() {
  const shown: string[] = [];
  const step: StepNotes = {
    caller: { retry: { budgetMs: 0 } },
    wait(waitingFor) {
      shown.push(`for ${describeWaiting(waitingFor)}`);
      return () => shown.push("on");
    },
  };
  return { step, shown };
}

const options = (step: StepNotes, budgetMs: number) => ({
  notes: step,
  waitingFor: { kind: "fresh_role" } as const,
  budgetMs,
  signal: new AbortController().signal,
});

test("delays grow from a third of a second to fifteen seconds, plus or minus a fifth", () => {
  const rounds = Array.from({ length: 9 }, (_, round) => pause(round, () => 0.5));
  expect(rounds).toEqual([300, 600, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  expect(pause(0, () => 0)).toBe(240);
  expect(pause(6, () => 1)).toBeCloseTo(18_000);
});

test("a result that is right at once is not waited for, and no wait is shown", async () => {
  const { step, shown } = notes();
  const seen = await waitFor(
    async () => 1,
    () => true,
    options(step, 1_000),
  );
  expect(seen).toEqual({ last: 1, isGood: true, waitedMs: 0 });
  expect(shown).toEqual([]);
});

test("after a wrong result, two right ones in a row are required", async () => {
  const { step, shown } = notes();
  const looks = [false, true, false, true, true];
  let count = 0;
  const { isGood } = await waitFor(
    async () => looks[count++] as boolean,
    (look) => look,
    options(step, 30_000),
    2,
  );
  expect({ isGood, count }).toEqual({ isGood: true, count: 5 });
  expect(shown).toEqual(["for AWS to show the role, in case it was made just now", "on"]);
});

test("a result that becomes right at the last read is confirmed beyond the budget", async () => {
  const looks = [false, true, true];
  let count = 0;
  const { isGood } = await waitFor(
    async () => looks[count++] as boolean,
    (look) => look,
    options(notes().step, 1),
    2,
  );
  expect({ isGood, count }).toEqual({ isGood: true, count: 3 });
});

test("the budget ends the wait with the error unchanged, and another error ends it at once", async () => {
  const { step } = notes();
  const early = new Error("not yet");
  const late = new Error("no");
  const fail = (error: Error) => async () => {
    throw error;
  };
  await expect(waitOut(fail(early), (error) => error === early, options(step, 1))).rejects.toBe(early);
  await expect(waitOut(fail(late), (error) => error === early, options(step, 60_000))).rejects.toBe(late);
});
