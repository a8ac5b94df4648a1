import { expect, test } from "vitest";
import { Refusal } from "#lib/errors.ts";
import { Places } from "./check-places.ts";

/** Work that goes on until it is told to end. */
function workIn(places: Places, key: string) {
  const ending = Promise.withResolvers<void>();
  const one = { key, hasBegun: false, end: ending.resolve, done: Promise.resolve() };
  one.done = places.run(key, () => {
    one.hasBegun = true;
    return ending.promise;
  });
  return one;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("one workspace takes its places and leaves the others theirs", async () => {
  const places = new Places({ inAll: 3, ofOne: 2, waiting: 5 });
  const works = ["a", "a", "a", "b"].map((key) => workIn(places, key));
  await settled();
  expect(works.map(({ hasBegun }) => hasBegun)).toEqual([true, true, false, true]);
  works[3]?.end();
  await settled();
  expect(works[2]?.hasBegun).toBe(false);
  works[0]?.end();
  await settled();
  expect(works[2]?.hasBegun).toBe(true);
  for (const { end, done } of works) {
    end();
    await done;
  }
});

test("whoever waits is served in order, and whoever cannot be served yet holds up nobody", async () => {
  const places = new Places({ inAll: 2, ofOne: 1, waiting: 5 });
  const works = ["a", "b", "a", "c"].map((key) => workIn(places, key));
  await settled();
  works[1]?.end();
  await settled();
  expect(works.map(({ hasBegun }) => hasBegun)).toEqual([true, true, false, true]);
});

test("work that fails gives its place back", async () => {
  const places = new Places({ inAll: 1, ofOne: 1, waiting: 1 });
  const failing = places.run("a", () => Promise.reject(new Error("failed")));
  const next = places.run("a", async () => "done");
  await expect(failing).rejects.toThrow("failed");
  await expect(next).resolves.toBe("done");
});

test("too many of one workspace are turned away", async () => {
  const places = new Places({ inAll: 1, ofOne: 1, waiting: 1 });
  const [first, second] = [workIn(places, "a"), workIn(places, "a")];
  await expect(places.run("a", async () => {})).rejects.toMatchObject({
    code: "rate_limited",
    extra: { retryAfterSeconds: 5 },
  } satisfies Partial<Refusal>);
  first.end();
  second.end();
  await second.done;
});
