import { expect, test } from "vitest";
import { builderHref, draftOf, givenRole } from "./given-role.ts";

const ACCOUNTS = [
  { key: "a", accountId: "123456789012", partition: "aws", label: "Production" },
  { key: "b", accountId: "210987654321", partition: "aws", label: "Test" },
];
const ROLE = { roleName: "etl", path: "/team/data/", accountId: "210987654321" };

test("a role that is linked to is filled in, in its account", () => {
  const { searchParams } = new URL(builderHref("acme", ROLE), "http://localhost");
  const draft = draftOf(givenRole(Object.fromEntries(searchParams)), ACCOUNTS);
  expect(draft).toMatchObject({ roleName: "etl", path: "/team/data/", account: "b" });
});

test("without a role the first account is chosen, and nothing is filled in", () => {
  expect(builderHref("acme")).toBe("/acme/role-builder");
  expect(draftOf(givenRole({ roleName: ["a", "b"] }), ACCOUNTS)).toMatchObject({
    roleName: "",
    account: "a",
  });
});

test("an account that is not connected is not taken for another one", () => {
  expect(draftOf({ ...ROLE, accountId: "999999999999" }, ACCOUNTS).account).toBe("");
});
