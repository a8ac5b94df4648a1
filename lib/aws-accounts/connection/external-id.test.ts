import { expect, test } from "vitest";
import { makeExternalId } from "./external-id.ts";

test("an external ID is what STS takes, long, and never the same twice", () => {
  const made = Array.from({ length: 1_000 }, makeExternalId);
  for (const id of made) expect(id).toMatch(/^rc-[A-Za-z0-9]{32}$/);
  expect(new Set(made).size).toBe(made.length);
});
