import { expect, it } from "vitest";
import { groupsOf } from "./groups-of.ts";
import type { ListedRole } from "./listed-role.ts";

const failed = (id: string, reason: string, awsAccountId = "123456789012") =>
  ({ id, status: "FAILED", awsAccountId, failure: { reason, title: "T", actor: "you" } }) as ListedRole;

it("roles of one account that one change mends are a group", () => {
  const roles = ["a", "b", "c"].map((id) => failed(id, "required_policy_missing"));
  expect(groupsOf(roles)).toMatchObject([{ title: "T", account: "account 123456789012", count: 3 }]);
});

it("roles that each need a change of their own are none", () => {
  expect(groupsOf(["a", "b", "c"].map((id) => failed(id, "trust_no_ec2")))).toEqual([]);
});

it("two rows, or rows of several accounts, are none", () => {
  const roles = ["1", "2", "3"].map((n) => failed(n, "required_policy_missing", n.repeat(12)));
  expect(groupsOf(roles)).toEqual([]);
  expect(groupsOf([failed("a", "assume_denied"), failed("b", "assume_denied")])).toEqual([]);
});
