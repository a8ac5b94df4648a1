import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AwsError } from "./errors.ts";
import { backoff, longest, withRetries } from "./retry.ts";

const error = (code: string, httpStatus: number) =>
  new AwsError({ service: "iam", action: "iam:GetRole" }, { code, message: "no", httpStatus });

/** Returns a call that fails this many times, then succeeds. */
function failing(times: number, thrown: AwsError) {
  let calls = 0;
  return async () => {
    if (calls++ < times) throw thrown;
    return "there";
  };
}

describe("retrying", () => {
  // Full jitter: 0 does not wait at all, 1 waits the whole step.
  beforeEach(() => vi.spyOn(Math, "random").mockReturnValue(0));
  afterEach(() => vi.restoreAllMocks());

  test.each([
    ["Throttling", 400],
    ["ThrottlingException", 400],
    ["RequestLimitExceeded", 503],
    ["ServiceUnavailable", 503],
    ["InternalFailure", 500],
    ["NetworkError", 0],
    ["UnreadableAnswer", 502],
  ])("%s is repeated until it passes", async (code, status) => {
    const call = failing(2, error(code, status));
    expect(await withRetries(call, { budgetMs: 30_000 })).toEqual({ value: "there", tries: 3 });
  });

  test.each([
    ["LimitExceeded", 409],
    ["AccessDenied", 403],
    ["NoSuchEntity", 404],
    ["EntityAlreadyExists", 409],
    ["PolicyEvaluation", 500],
  ])("%s is an answer and is not repeated", async (code, status) => {
    const call = failing(1, error(code, status));
    await expect(withRetries(call, { budgetMs: 30_000 })).rejects.toMatchObject({ code });
    expect(await call()).toBe("there");
  });

  test("an error that outlasts the budget is thrown with the time waited", async () => {
    const call = failing(1_000, error("Throttling", 400));
    const thrown = await withRetries(call, { budgetMs: 30 }).catch((e: unknown) => e as AwsError);
    expect((thrown as AwsError).waitedMs).toBeGreaterThanOrEqual(30);
  });

  test("an emulator's error page means that the action is not offered; AWS's is an outage", async () => {
    const page = error("UnreadableAnswer", 500);
    await expect(withRetries(failing(1, page), { budgetMs: 30_000, emulator: true })).rejects.toBe(page);
    expect((await withRetries(failing(1, page), { budgetMs: 30_000 })).tries).toBe(2);
  });

  test("retrying ends when the caller's signal is aborted", async () => {
    const gone = AbortSignal.abort();
    const call = failing(1_000, error("Throttling", 400));
    await expect(withRetries(call, { budgetMs: 60_000, signal: gone })).rejects.toMatchObject({
      code: "Throttling",
    });
  });

  test("a wait is shown once it is long enough, and hidden at the end", async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    const shown: string[] = [];
    const call = failing(4, error("Throttling", 400));
    await withRetries(call, {
      budgetMs: 30_000,
      onWait(cause, action) {
        shown.push(`${cause} ${action}`);
        return () => shown.push("over");
      },
    });
    expect(shown).toEqual(["throttled iam:GetRole", "over"]);
  });

  test("delays are spread over an exponential step of at most three seconds", () => {
    expect(backoff(1, 250, () => 1)).toBe(250);
    expect(backoff(4, 250, () => 1)).toBe(2_000);
    expect(backoff(20, 250, () => 1)).toBe(3_000);
    expect(backoff(20, 250, () => 0)).toBe(0);
  });

  test.each([6_000, 14_000, 60_000])("within %i ms a call is tried dozens of times", (budgetMs) => {
    let tries = 0;
    for (let waited = 0; waited < budgetMs; tries++)
      waited += backoff(tries + 1, 150, () => 0.5, longest(budgetMs));
    expect(tries).toBeGreaterThan(24);
  });
});
