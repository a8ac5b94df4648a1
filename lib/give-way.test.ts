import { expect, test } from "vitest";
import { asOneOfMany, giveWay } from "./give-way.ts";

const round = () => new Promise((resolve) => setImmediate(resolve));

test("work that is not bulk work does not wait", () => {
  expect(giveWay()).toBeUndefined();
});

test("of bulk work that is ready together, one piece goes on in each round of the event loop, in order", async () => {
  const gone: string[] = [];
  const piece = (name: string) =>
    asOneOfMany(async () => {
      await giveWay();
      gone.push(name);
    });
  const all = Promise.all(["a", "b", "c"].map(piece));
  const seen = [];
  for (let rounds = 0; rounds < 3; rounds++) {
    seen.push(gone.join(""));
    await round();
  }
  await all;
  expect(seen).toEqual(["", "a", "ab"]);
  expect(gone).toEqual(["a", "b", "c"]);
});

test("what bulk work awaits is bulk work too", async () => {
  const asked = await asOneOfMany(async () => {
    await round();
    return giveWay() instanceof Promise;
  });
  expect(asked).toBe(true);
});
