"use client";
/** Remembers which outcome the user of this page waits for. Outcomes of others' actions do not scroll the page. */

const expected = new Map<string, string>();

/**
 * Expects an outcome.
 * @param target the id of the element that will show it
 */
export function expectOutcome(accountId: string, target: "outcome" | "rotation"): void {
  expected.set(accountId, target);
}

/** Returns the id of the element to show, once. */
export function takeExpectedOutcome(accountId: string): string | undefined {
  const target = expected.get(accountId);
  expected.delete(accountId);
  return target;
}
