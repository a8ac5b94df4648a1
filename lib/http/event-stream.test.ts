import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { Actor } from "#lib/workspaces/context.ts";
import { eventStream, type Send } from "./event-stream.ts";

afterEach(() => vi.useRealTimers());

const someActor = (): Actor => ({ kind: "api_token", id: randomUUID(), name: "test" });

/** A caller that opens streams, each of which begins with what `begin` sends. */
function caller(actor = someActor()) {
  const stop = vi.fn<() => void>();
  const leaving = new AbortController();
  const open = (begin: (send: Send) => void = () => {}, method = "GET") =>
    eventStream(actor, { method, signal: leaving.signal }, async (send) => {
      begin(send);
      return stop;
    });
  return { open, stop, leave: () => leaving.abort() };
}

const openTwenty = ({ open }: ReturnType<typeof caller>, begin?: (send: Send) => void) =>
  Promise.all(Array.from({ length: 20 }, () => open(begin)));

const TOO_MANY = { code: "rate_limited", extra: { retryAfterSeconds: 15 } };

function sendTimes(times: number, data: string) {
  return (send: Send) => {
    for (let time = 0; time < times; time++) send({ event: "role", id: String(time), data });
  };
}

test("a caller may have twenty streams, and other callers still have theirs", async () => {
  const one = caller();
  const streams = await openTwenty(one);
  await expect(one.open()).rejects.toMatchObject(TOO_MANY);
  await expect(caller().open()).resolves.toBeInstanceOf(Response);
  await streams[0]?.body?.cancel();
  await expect(one.open()).resolves.toBeInstanceOf(Response);
  await expect(one.open()).rejects.toMatchObject(TOO_MANY);
});

test("a stream that failed to begin takes no place", async () => {
  const one = caller();
  const failing = () => {
    throw new Error("no database");
  };
  for (let time = 0; time < 21; time++) await expect(one.open(failing)).rejects.toThrow("no database");
  await expect(one.open()).resolves.toBeInstanceOf(Response);
});

test("a HEAD request takes no place", async () => {
  const one = caller();
  for (let time = 0; time < 21; time++) await one.open(sendTimes(1, "x"), "HEAD");
  expect(one.stop).toHaveBeenCalledTimes(21);
});

test.each([
  ["events", sendTimes(3_000, "x"), 2_001],
  ["bytes", sendTimes(100, "x".repeat(100_000)), 42],
])("what nobody reads is bounded by its %s, and can be read to its end", async (_of, begin, most) => {
  const one = caller();
  const response = await one.open(begin);
  expect(one.stop).toHaveBeenCalledOnce();
  const text = await response.text();
  expect(text.match(/^event: /gm)).toHaveLength(most);
});

test("unread events keep the stream's place until they are read or the stream is dropped", async () => {
  const actor = someActor();
  const one = caller(actor);
  const streams = await openTwenty(one, sendTimes(3_000, "x"));
  await expect(one.open()).rejects.toMatchObject(TOO_MANY);
  await streams[0]?.text();
  await expect(one.open()).resolves.toBeInstanceOf(Response);
  await expect(one.open()).rejects.toMatchObject(TOO_MANY);
  one.leave();
  await expect(streams[1]?.text()).rejects.toMatchObject({ name: "AbortError" });
  await expect(openTwenty(caller(actor))).resolves.toHaveLength(20);
});

test("a stream ends after its lifetime, and is dropped where its client does not read", async () => {
  vi.useFakeTimers();
  const one = caller();
  const [read, unread] = await openTwenty(one, sendTimes(1, "x"));
  const text = read?.text();
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(await text).toContain("event: role");
  expect(one.stop).toHaveBeenCalledTimes(20);
  await vi.advanceTimersByTimeAsync(15_000);
  await expect(unread?.text()).rejects.toMatchObject({ name: "AbortError" });
  await expect(openTwenty(one)).resolves.toHaveLength(20);
});

test("events sent while the stream is read arrive in order", async () => {
  const one = caller();
  let send: Send = () => {};
  const response = await one.open((given) => {
    send = given;
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (const data of ["first", "second"]) {
    const reading = reader?.read();
    send({ event: "role", data });
    expect(await reading).toMatchObject({ value: `event: role\ndata: "${data}"\n\n` });
  }
  one.leave();
});
