import { expect, test } from "vitest";
import { ConnectInput, UpdateAccountInput } from "./schema.ts";

test.each([
  ["Production", true],
  ["half a character \ud800", false],
  ["a NUL \0", false],
  ["\u200b", false],
])("%j is a name for an account: %s", (name, is) => {
  expect(UpdateAccountInput.safeParse({ name }).success).toBe(is);
  expect(ConnectInput.safeParse({ accountId: "123456789012", allRoles: true, name }).success).toBe(is);
});

test.each([
  ["a name prefix", { rolePrefix: "data-" }, true],
  ["a path", { rolePath: "/team/" }, true],
  ["both", { rolePrefix: "data-", rolePath: "/team/" }, true],
  ["all roles, said", { allRoles: true }, true],
  ["nothing said", {}, false],
  ["all roles and a prefix", { allRoles: true, rolePrefix: "data-" }, false],
  ["a path that is a pattern", { rolePath: "/team/*/" }, false],
  ["a path that is a policy variable", { rolePath: "/${aws:username}/" }, false],
  ["a prefix that is a pattern", { rolePrefix: "data-?" }, false],
])("the scope is asked for: %s", (_, scope, is) => {
  expect(ConnectInput.safeParse({ accountId: "123456789012", ...scope }).success).toBe(is);
});

test.each([
  [["eu-west-1"], true],
  [["us-gov-west-1", "eusc-de-east-1", "ap-southeast-1"], true],
  [[], true],
  [["Ireland"], false],
  [["eu-west-1a"], false],
  [["eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"], false],
])("%j are Regions for an account: %s", (regions, are) => {
  expect(UpdateAccountInput.safeParse({ regions }).success).toBe(are);
  const { error } = ConnectInput.safeParse({ accountId: "123456789012", allRoles: true, regions });
  expect(error?.issues.map(({ path }) => path)).toEqual(are ? undefined : [["regions"]]);
});

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${at}`, "x"]));

test.each([
  ["an owner and a cost center", { owner: "data platform", "cost-center": "42" }, true],
  ["none", {}, true],
  ["an empty value", { temporary: "" }, true],
  ["every sign there may be", { "a_.:/=+-@ ä": "ü_.:/=+-@" }, true],
  ["as many as fit beside Rolecall's two", many(48), true],
  ["one more than that", many(49), false],
  ["a key without characters", { "": "x" }, false],
  ["a key of 129 characters", { ["k".repeat(129)]: "x" }, false],
  ["a value of 257 characters", { owner: "v".repeat(257) }, false],
  ["a sign IAM refuses", { owner: "a,b" }, false],
  ["a key of AWS's own", { "AWS:team": "x" }, false],
  ["a key of Rolecall's own", { "rolecall:managed": "false" }, false],
  ["keys that differ in case only", { Owner: "a", owner: "b" }, false],
])("tags for an account: %s", (_, tags, are) => {
  const { error } = UpdateAccountInput.safeParse({ tags });
  expect(error?.issues.map(({ path }) => path)).toEqual(are ? undefined : [["tags"]]);
  expect(ConnectInput.safeParse({ accountId: "123456789012", allRoles: true, tags }).success).toBe(are);
});
