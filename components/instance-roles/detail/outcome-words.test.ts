import { describe, expect, it } from "vitest";
import type { FailureView } from "#lib/failures/view.ts";
import { outcomeWords } from "./outcome-words.ts";

const failed = (reason: string) =>
  ({ status: "FAILED", failure: { reason } as FailureView, version: 2 }) as const;
const before = { ...failed("trust_no_ec2"), version: 1 };

describe("the outcome of what was asked for", () => {
  it("is nothing while a run or a check is under way", () => {
    expect(outcomeWords({ what: "retry", before }, { status: "REGISTERING", version: 2 })).toBeNull();
    expect(outcomeWords({ what: "retry", before }, before)).toBeNull();
    const checking = { sinceMs: 0 };
    expect(outcomeWords({ what: "check", before }, { status: "ACTIVE", version: 2, checking })).toBeNull();
  });

  it.each([
    ["retry", "Active: verified just now."],
    ["check", "Verified just now: everything is as it should be."],
  ] as const)("of a %s that ends well is said", (what, words) => {
    expect(outcomeWords({ what, before }, { status: "ACTIVE", version: 2 })).toEqual({ words, good: true });
  });

  it("tells the same reason from another one", () => {
    expect(outcomeWords({ what: "retry", before }, failed("trust_no_ec2"))?.words).toContain("same reason");
    expect(outcomeWords({ what: "retry", before }, failed("role_not_found"))?.words).toContain("another");
  });

  it("of a check that got through to nobody says why, and leaves the role as it was", () => {
    const notChecked = { since: "2026-01-01T00:00:00.000Z", awsAccount: "a", why: "AWS is busy" };
    const active = { status: "ACTIVE", version: 1 } as const;
    const told = outcomeWords({ what: "check", before: active }, { ...active, version: 2, notChecked });
    expect(told).toEqual({ words: "Could not be checked just now: AWS is busy.", good: false });
  });
});
