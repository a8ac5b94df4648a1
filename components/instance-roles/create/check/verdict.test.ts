import { expect, test } from "vitest";
import { verdictOf } from "./verdict.ts";

const good = { roleArn: "", awsAccountId: "", would: [], alreadyThere: [], problems: [], warnings: [] };

test("a role that would become Active is not said to become so where it is registered already", () => {
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
