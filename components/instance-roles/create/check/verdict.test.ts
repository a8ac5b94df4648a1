import { expect, test } from "vitest";
import { verdictOf } from "./verdict.ts";

const good = { roleArn: "", awsAccountId: "", would: [], alreadyThere: [], problems: [], warnings: [] };

test("a registered role is not said to become Active", () => {
  expect(verdictOf({ ...good, wouldBe: "ACTIVE" })).toEqual({
    title: "It would become Active",
    status: "ACTIVE",
  });
  for (const wouldBe of ["ACTIVE", "FAILED"] as const) {
    const alreadyRegistered = { id: "1", name: "etl", status: "FAILED" } as const;
    expect(verdictOf({ ...good, wouldBe, alreadyRegistered })).toEqual({
      title: "This role is registered already",
    });
  }
});
