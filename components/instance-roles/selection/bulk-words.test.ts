import { expect, it } from "vitest";
import { bulkWords } from "./bulk-words.ts";

const roles = ["a", "b", "c"].map((id) => ({ id, version: 1 }));

it("tells in numbers what came of roles that were retried together", () => {
  const told = [
    { id: "a", status: "ACTIVE", version: 3 },
    { id: "b", status: "FAILED", version: 4 },
    { id: "c", status: "REGISTERING", version: 2 },
  ] as const;
  const words = bulkWords({ what: "retried", roles, note: "" }, [...told]);
  expect(words).toBe("3 retried: 1 Active, 1 failed, 1 in progress.");
});

it("does not take what a role was before for an outcome", () => {
  const told = [{ id: "a", status: "FAILED", version: 1 } as const, undefined, undefined];
  expect(bulkWords({ what: "retried", roles, note: "" }, told)).toBe("3 retried: 3 in progress.");
});

it("says of checks what is still being looked at, and what was left out", () => {
  const told = [
    { id: "a", status: "ACTIVE", version: 2, checking: { sinceMs: 1 } },
    { id: "b", status: "ACTIVE", version: 3 },
    { id: "c", status: "ACTIVE", version: 3 },
  ] as const;
  const note = "1 role was never Active.";
  expect(bulkWords({ what: "checked", roles, note }, [...told])).toBe(
    "3 checked: 2 Active, 1 in progress. 1 role was never Active.",
  );
});
