import { expect, test } from "vitest";
import { denies, deniesAlways, mayAllow } from "./denies.ts";
import { readPolicy } from "./parse.ts";

const PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/rolecall/node";
const deny = (more: object) => ({ Effect: "Deny", Resource: "*", ...more });

test.each<[string, object, boolean]>([
  ["an action by its name", deny({ Action: "ssm:GetParametersByPath" }), true],
  ["by a wildcard, in a list", deny({ Action: ["s3:*", "SSM:get*"] }), true],
  ["everything but", deny({ NotAction: "s3:*" }), true],
  ["everything but this", deny({ NotAction: ["s3:*", "ssm:*"] }), false],
  ["another action", deny({ Action: "ssm:GetParameter" }), false],
  ["the resource by a pattern", deny({ Action: "ssm:*", Resource: "arn:aws:ssm:*:*:parameter/*" }), true],
  ["another resource", deny({ Action: "ssm:*", Resource: "arn:aws:ssm:*:*:document/*" }), false],
  ["other resources than", deny({ Action: "ssm:*", Resource: undefined, NotResource: PARAMETER }), false],
  ["on a condition", deny({ Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }), true],
  ["nothing: it allows", { Effect: "Allow", Action: "*", Resource: "*" }, false],
])("a policy that denies %s", (_, statement, expected) => {
  const read = readPolicy({ Statement: [JSON.parse(JSON.stringify(statement))] });
  if (!read.ok) throw new Error(read.why);
  expect(denies(read.document, { action: "ssm:GetParametersByPath", resourceArn: PARAMETER })).toBe(expected);
});

const ACT = { action: "ssm:GetParametersByPath", resourceArn: PARAMETER };
const Condition = { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } };

test("what is denied on a condition is not denied always, and what is allowed on one may be allowed", () => {
  const read = (...Statement: object[]) => {
    const policy = readPolicy(JSON.parse(JSON.stringify({ Statement })));
    if (!policy.ok) throw new Error(policy.why);
    return policy.document;
  };
  const onCondition = deny({ Action: "*", Condition });
  expect(deniesAlways(read(onCondition), ACT)).toBe(false);
  expect(deniesAlways(read(onCondition, deny({ Action: "ssm:*" })), ACT)).toBe(true);
  expect(mayAllow(read({ Effect: "Allow", Action: "ssm:*", Resource: "*", Condition }), ACT)).toBe(true);
  expect(mayAllow(read({ Effect: "Allow", Action: "s3:*", Resource: "*" }, onCondition), ACT)).toBe(false);
});
