import { expect, test } from "vitest";
import { asOneOfMany, giveWay } from "./give-way.ts";

const round = () => new Promise((resolve) => setImmediate(resolve));

test("who is not one of many waits for nobody", () => {
  expect(giveWay()).toBeUndefined();
});

test("of many that are ready together, each round of the event loop lets one go on, in their order", async () => {
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

test("what one of many awaits is still one of many", async () => {
  const asked = await asOneOfMany(async () => {
    await round();
    return giveWay() instanceof Promise;
  });
  expect(asked).toBe(true);
});
