"use client";
/** What somebody on this page has asked for and waits to see. Outcomes that nobody asked for here move nothing. */

const expected = new Map<string, string>();

/** @param target the id of the element in which the outcome is told */
export function expectOutcome(accountId: string, target: "outcome" | "rotation"): void {
  expected.set(accountId, target);
}

/** The element to show, once. */
export function takeExpectedOutcome(accountId: string): string | undefined {
  const target = expected.get(accountId);
  expected.delete(accountId);
  return target;
}
