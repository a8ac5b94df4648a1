import { expect, test } from "vitest";
import { contextOf } from "./context.ts";
import { policyDocument } from "./document.ts";
import { evaluate } from "./evaluate.ts";

const ROLE = "arn:aws:iam::123456789012:role/team/data/etl";

function effectOf(statements: object[], action: string, resource = ROLE): string {
  const document = policyDocument(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  return evaluate([{ name: "own", document }], { action, resource, context: contextOf({}) }).effect;
}

const allow = (more: object) => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
const deny = (more: object) => ({ ...allow(more), Effect: "Deny" });

test.each<[what: string, statements: object[], action: string, expected: string]>([
  ["nothing said", [], "iam:GetRole", "implicitDeny"],
  ["allowed", [allow({})], "iam:GetRole", "allowed"],
  ["a deny beats every allow", [allow({}), deny({ Action: "iam:*" })], "iam:GetRole", "explicitDeny"],
  ["actions ignore case", [allow({ Action: "IAM:getrole" })], "iam:GetRole", "allowed"],
  ["actions may have wildcards", [allow({ Action: ["iam:Get*"] })], "iam:GetRolePolicy", "allowed"],
  ["an action that is only longer", [allow({ Action: "iam:GetRole" })], "iam:GetRolePolicy", "implicitDeny"],
  ["everything but", [allow({ Action: undefined, NotAction: "iam:*" })], "iam:GetRole", "implicitDeny"],
  [
    "everything but, something else",
    [allow({ Action: undefined, NotAction: "iam:*" })],
    "s3:GetObject",
    "allowed",
  ],
  [
    "resources match over slashes",
    [allow({ Resource: "arn:aws:iam::123456789012:role/*" })],
    "iam:GetRole",
    "allowed",
  ],
  [
    "resources are case sensitive",
    [allow({ Resource: "arn:aws:iam::123456789012:Role/*" })],
    "iam:GetRole",
    "implicitDeny",
  ],
  [
    "a wildcard stays in its part of an ARN",
    [allow({ Resource: "arn:aws:iam::*data:role/etl" })],
    "iam:GetRole",
    "implicitDeny",
  ],
  [
    "no resource but",
    [allow({ Resource: undefined, NotResource: "arn:aws:iam::*:role/team/*" })],
    "iam:GetRole",
    "implicitDeny",
  ],
])("%s", (_what, statements, action, expected) => {
  expect(effectOf(statements, action)).toBe(expected);
});

test("policy variables are replaced from version 2012-10-17 on", () => {
  const effectIn = (Version?: string) => {
    const Statement = allow({ Resource: "arn:aws:iam::123456789012:role/${aws:username}" });
    const document = policyDocument(JSON.stringify({ Version, Statement }));
    const resource = "arn:aws:iam::123456789012:role/ada";
    const context = contextOf({ "aws:username": "ada" });
    return evaluate([{ name: "own", document }], { action: "iam:GetRole", resource, context }).effect;
  };
  expect(effectIn("2012-10-17")).toBe("allowed");
  expect(effectIn("2008-10-17")).toBe("implicitDeny");
  expect(effectIn()).toBe("implicitDeny");
});

test("Statement may be a single object, and lists may be single values", () => {
  const document = policyDocument(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
  );
  const question = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: contextOf({}) };
  expect(evaluate([{ name: "own", document }], question).effect).toBe("allowed");
});
