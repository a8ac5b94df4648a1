import { expect, test } from "vitest";
import { compileCondition } from "./conditions.ts";
import { type ContextInput, contextOf } from "./context.ts";

const holds = (operator: string, key: string, values: string[], context: ContextInput) =>
  compileCondition(operator, key, values)?.holds(contextOf(context));

test.each<[operator: string, values: string[], actual: string | string[] | undefined, expected: boolean]>([
  ["StringEquals", ["a", "b"], "b", true],
  ["StringEquals", ["a"], "A", false],
  ["StringEqualsIgnoreCase", ["a"], "A", true],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringNotEquals", ["a", "b"], "c", true],
  ["StringLike", ["team-*"], "team-1", true],
  ["StringLike", ["team-?"], "team-12", false],
  ["StringNotLike", ["team-*"], "team-1", false],
  ["NumericLessThan", ["3600"], "900", true],
  ["NumericGreaterThanEquals", ["3600"], "900", false],
  ["DateGreaterThan", ["2026-01-01T00:00:00Z"], "2026-06-01T00:00:00Z", true],
  ["DateLessThan", ["1767225600"], "2026-06-01T00:00:00Z", false],
  ["Bool", ["true"], "true", true],
  ["Bool", ["true"], "false", false],
  ["IpAddress", ["203.0.113.0/24"], "203.0.113.7", true],
  ["NotIpAddress", ["203.0.113.0/24"], "203.0.113.7", false],
  ["ArnLike", ["arn:aws:iam::*:role/team/*"], "arn:aws:iam::123456789012:role/team/a/b", true],
  ["ArnEquals", ["arn:aws:iam::aws:policy/One"], "arn:aws:iam::aws:policy/Two", false],
  ["ArnNotLike", ["arn:aws:iam::*:role/*"], "arn:aws:iam::123456789012:user/a", true],
  ["Null", ["true"], undefined, true],
  ["Null", ["true"], "there", false],
  ["Null", ["false"], "there", true],
  // An absent key.
  ["StringEquals", ["a"], undefined, false],
  ["StringNotEquals", ["a"], undefined, true],
  ["StringEqualsIfExists", ["a"], undefined, true],
  ["StringEqualsIfExists", ["a"], "b", false],
  ["ForAllValues:StringEquals", ["a"], undefined, true],
  ["ForAnyValue:StringEquals", ["a"], undefined, false],
  ["ForAnyValue:StringNotEquals", ["a"], undefined, false],
  // A key with several values.
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
  ["ForAnyValue:StringLike", ["x*"], ["c", "b"], false],
])("%s %j on %j is %s", (operator, values, actual, expected) => {
  expect(holds(operator, "aws:key", values, { "aws:key": actual })).toBe(expected);
});

test("names of keys and operators are case-insensitive", () => {
  expect(holds("stringequals", "AWS:PrincipalArn", ["x"], { "aws:principalarn": "x" })).toBe(true);
});

test("values may contain policy variables", () => {
  const context = { "aws:username": "ada", "s3:prefix": "home/ada" };
  expect(holds("StringEquals", "s3:prefix", ["home/${aws:username}"], context)).toBe(true);
  expect(holds("StringEquals", "s3:prefix", ["home/${aws:PrincipalTag/name}"], context)).toBe(false);
  expect(holds("StringEquals", "s3:prefix", ["home/${aws:PrincipalTag/name, 'ada'}"], context)).toBe(true);
});

test("a variable's value is literal text, and so is an escaped wildcard", () => {
  const context = { "aws:username": "a*", "s3:prefix": "home/ab" };
  expect(holds("StringLike", "s3:prefix", ["home/${aws:username}"], context)).toBe(false);
  expect(holds("StringLike", "s3:prefix", ["home/a${*}"], context)).toBe(false);
  expect(holds("StringLike", "s3:prefix", ["*/a${?}"], context)).toBe(false);
  expect(holds("StringLike", "s3:prefix", ["*/a?"], context)).toBe(true);
  expect(holds("StringLike", "s3:prefix", ["*/a${*}"], { "s3:prefix": "home/a*" })).toBe(true);
  expect(holds("StringEquals", "s3:prefix", ["home/a${*}"], { "s3:prefix": "home/a*" })).toBe(true);
});

test("an invalid IP range matches no address", () => {
  expect(holds("IpAddress", "aws:SourceIp", ["10.0.0.0/99"], { "aws:SourceIp": "10.0.0.1" })).toBe(false);
});

test("an unknown operator does not compile", () => {
  expect(compileCondition("StringSame", "aws:key", ["a"])).toBeUndefined();
});
