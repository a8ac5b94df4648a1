import { describe, expect, test } from "vitest";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { LONGEST_SESSION_POLICY, sessionPolicy } from "./session-policy.ts";

const account = { partition: "aws-us-gov", accountId: "123456789012" } as const;
const required = requiredPoliciesFor(account);
const role = (path: string, name: string) =>
  roleArnFrom(`arn:aws-us-gov:iam::123456789012:role${path}${name}`);

type Statement = { Action: string[]; Resource: string | string[]; Condition?: unknown };
const statementsOf = (policy: string) => (JSON.parse(policy) as { Statement: Statement[] }).Statement;
const statementFor = (policy: string, action: string) =>
  statementsOf(policy).find(({ Action }) => Action.includes(action));

describe("the session policy of a run", () => {
  const policy = sessionPolicy({ roleArn: role("/team/", "etl"), required });

  test("allows attaching the required policies to this role and nothing else", () => {
    expect(statementFor(policy, "iam:AttachRolePolicy")).toMatchObject({
      Resource: "arn:aws-us-gov:iam::123456789012:role/team/etl",
      Condition: { ArnLike: { "iam:PolicyARN": required.map(({ arn }) => arn) } },
    });
  });

  test("allows passing only this role, and changing only the profiles Rolecall creates for it", () => {
    expect(statementFor(policy, "iam:PassRole")?.Resource).toBe(
      "arn:aws-us-gov:iam::123456789012:role/team/etl",
    );
    expect(statementFor(policy, "iam:DeleteInstanceProfile")?.Resource).toEqual([
      "arn:aws-us-gov:iam::123456789012:instance-profile/rolecall/etl",
      "arn:aws-us-gov:iam::123456789012:instance-profile/rolecall/etl-rolecall",
    ]);
  });

  test("allows reading the role by its name, whatever its path", () => {
    expect(statementFor(policy, "iam:GetRole")?.Resource).toEqual([
      "arn:aws-us-gov:iam::123456789012:role/etl",
      "arn:aws-us-gov:iam::123456789012:role/*/etl",
    ]);
  });

  test("stays within 2,048 characters for the longest role ARN", () => {
    const longest = role(`/${"p".repeat(510)}/`, "n".repeat(64));
    const long = sessionPolicy({ roleArn: longest, required });
    expect(long.length).toBeLessThanOrEqual(LONGEST_SESSION_POLICY);
    expect(statementFor(long, "iam:AttachRolePolicy")?.Resource).toContain(
      `arn:aws-us-gov:iam::123456789012:role/*/${"n".repeat(64)}`,
    );
  });

  test("is refused for more policies than fit, rather than widened", () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      arn: `arn:aws-us-gov:iam::123456789012:policy/${"x".repeat(120)}${index}`,
    }));
    expect(() => sessionPolicy({ roleArn: role("/", "etl"), required: many })).toThrow("do not fit");
  });

  test.each(["/te*m/", "/te?m/", "/${aws:username}/"])("is refused for a role with the path %s", (path) => {
    expect(() => sessionPolicy({ roleArn: role(path, "etl"), required })).toThrow("is a pattern");
  });
});
