import { describe, expect, test } from "vitest";
import { type Answer, allowsRequest, deniesRequest, type KnownKeys } from "./known-request.ts";
import { parsePolicy } from "./parse.ts";

const known: KnownKeys = (key) => {
  if (key === "aws:securetransport") return ["true"];
  if (key === "aws:principaltag/team") return ["data"];
  if (key === "aws:tagkeys") return ["owner", "team"];
  if (key === "aws:currenttime") return ["2026-11-30T12:00:00Z"];
  return key.startsWith("aws:multifactor") || key.startsWith("aws:principaltag/") ? "absent" : "unknown";
};

const ACT = {
  action: "ssm:GetParameter",
  resourceArn: "arn:aws:ssm:eu-west-1:123456789012:parameter/rolecall/a",
};

function answer(statement: object, ask = deniesRequest): Answer {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*", ...statement }],
  });
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return ask(parsed.document, ACT, known);
}

const given = (Condition: object) => answer({ Condition });
const open = (...keys: string[]) => ({ holds: "unknown", keys });
const yes = { holds: "yes" };
const no = { holds: "no" };

describe("a key that a machine's request never has", () => {
  test.each([
    [{ Bool: { "aws:MultiFactorAuthPresent": "false" } }, no],
    [{ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, yes],
    [{ Null: { "aws:MultiFactorAuthAge": "true" } }, yes],
    [{ Null: { "aws:MultiFactorAuthAge": "false" } }, no],
    [{ NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } }, no],
    [{ NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }, yes],
    [{ StringNotEquals: { "aws:PrincipalTag/cost-center": "1" } }, yes],
    [{ StringEquals: { "aws:PrincipalTag/cost-center": "1" } }, no],
    [{ "ForAllValues:StringEquals": { "aws:PrincipalTag/cost-center": "1" } }, yes],
    [{ "ForAnyValue:StringNotEquals": { "aws:PrincipalTag/cost-center": "1" } }, no],
  ])("%j", (condition, expected) => expect(given(condition)).toEqual(expected));
});

describe("a key whose value is known", () => {
  test.each([
    [{ Bool: { "aws:SecureTransport": "false" } }, no],
    [{ Bool: { "aws:SecureTransport": ["false", "true"] } }, yes],
    [{ StringEquals: { "aws:PrincipalTag/team": "data" } }, yes],
    [{ StringNotEquals: { "aws:PrincipalTag/team": "data" } }, no],
    [{ StringLike: { "aws:PrincipalTag/Team": "da*" } }, yes],
    [{ DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }, no],
    [{ DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }, yes],
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["owner"] } }, no],
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["owner"] } }, yes],
    [{ Null: { "aws:PrincipalTag/team": "false" } }, yes],
  ])("%j", (condition, expected) => expect(given(condition)).toEqual(expected));
});

describe("a key of which only the request tells", () => {
  test.each([
    [{ StringNotEquals: { "aws:SourceVpc": "vpc-1" } }, open("aws:SourceVpc")],
    [{ NotIpAddressIfExists: { "aws:SourceIp": "10.0.0.0/8" } }, open("aws:SourceIp")],
    [{ Null: { "aws:SourceVpce": "true" } }, open("aws:SourceVpce")],
    [
      { StringEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team}" } },
      open("aws:PrincipalTag/team", "aws:ResourceTag/team"),
    ],
  ])("%j", (condition, expected) => expect(given(condition)).toEqual(expected));

  test("does not matter beside a condition that does not hold", () => {
    expect(
      given({ StringNotEquals: { "aws:SourceVpc": "vpc-1" }, Bool: { "aws:SecureTransport": "false" } }),
    ).toEqual(no);
  });
});

test("AWS's own sample, which denies all but a few actions without MFA, denies machines", () => {
  const sample = { Action: undefined, NotAction: ["iam:CreateVirtualMFADevice", "sts:GetSessionToken"] };
  expect(
    answer({ ...sample, Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } }),
  ).toEqual(yes);
});

test("a resource with a policy variable hangs on the variable's key", () => {
  const Resource = "arn:aws:ssm:*:*:parameter/${aws:ResourceTag/app}/*";
  expect(answer({ Resource })).toEqual(open("aws:ResourceTag/app"));
});

test("statements of another effect, action or resource say nothing", () => {
  expect(answer({ Effect: "Allow" })).toEqual(no);
  expect(answer({ Action: "s3:*" })).toEqual(no);
  expect(answer({ Resource: "arn:aws:s3:::*" })).toEqual(no);
  expect(answer({ Effect: "Allow" }, allowsRequest)).toEqual(yes);
});
