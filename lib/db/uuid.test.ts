import { expect, test } from "vitest";
import { uuid7 } from "./uuid.ts";

test("ids are UUIDs of version 7 that sort by their time", () => {
  const [older, newer] = [uuid7(1_700_000_000_000), uuid7(1_700_000_000_001)];
  expect(older).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(older < newer).toBe(true);
  expect(uuid7()).not.toBe(uuid7());
});
