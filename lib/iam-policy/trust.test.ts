import { describe, expect, test } from "vitest";
import { type Json, type PolicyDocument, readPolicy } from "./parse.ts";
import { mayEc2Assume, type TrustVerdict } from "./trust.ts";

const ASSUME = { Effect: "Allow", Action: "sts:AssumeRole" };
const EC2 = { ...ASSUME, Principal: { Service: "ec2.amazonaws.com" } };
const LAMBDA = { ...ASSUME, Principal: { Service: "lambda.amazonaws.com" } };
const DENY_ALL = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" };
const ROLE = "arn:aws:iam::111122223333:role/team/etl";

function read(statements: object | object[]): PolicyDocument {
  const parsed = readPolicy({ Version: "2012-10-17", Statement: statements } as Json);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.document;
}

const verdictOf = (statements: object | object[]) => mayEc2Assume(read(statements), "aws").verdict;

describe("EC2 may assume the role", () => {
  test.each([
    ["the minimum", EC2],
    ["in a list", [{ ...EC2, Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] } }]],
    ["beside others", [LAMBDA, EC2]],
    ["action in capitals", { ...EC2, Action: "STS:ASSUMEROLE" }],
    ["sts:*", { ...EC2, Action: "sts:*" }],
    ["sts:Assume*", { ...EC2, Action: ["sts:TagSession", "sts:Assume*"] }],
    ["*", { ...EC2, Action: "*" }],
    ["NotAction", { ...EC2, Action: undefined, NotAction: "sts:TagSession" }],
    ["an empty condition", { ...EC2, Condition: {} }],
    ["a Deny of others", [EC2, { ...DENY_ALL, Principal: { AWS: ROLE } }]],
    ["a Deny of something else", [EC2, { ...DENY_ALL, Action: "sts:TagSession" }]],
    [
      "a Deny of everyone but services",
      [EC2, { ...DENY_ALL, Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }],
    ],
    [
      "a Deny for callers of another organization, if they have one",
      [EC2, { ...DENY_ALL, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-x" } } }],
    ],
    [
      "a Deny for callers of any organization but one's own, if they have one",
      [
        EC2,
        {
          ...DENY_ALL,
          Condition: { "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": ["o-x/r-1/*"] } },
        },
      ],
    ],
    [
      "a Deny of sessions with tags, if they have some",
      [EC2, { ...DENY_ALL, Condition: { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["team"] } } }],
    ],
    ["no external ID", { ...EC2, Condition: { Null: { "sts:ExternalId": "true" } } }],
    [
      "an organization, if there is one",
      { ...EC2, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-x" } } },
    ],
    [
      "a conditioned Allow beside a free one",
      [EC2, { ...EC2, Condition: { StringEquals: { "sts:ExternalId": "x" } } }],
    ],
  ])("%s", (_, statements) => {
    expect(verdictOf(statements)).toBe("allowed");
  });

  test("China's older principal counts there and nowhere else", () => {
    const document = read({ ...EC2, Principal: { Service: "ec2.amazonaws.com.cn" } });
    expect(mayEc2Assume(document, "aws-cn").verdict).toBe("allowed");
    expect(mayEc2Assume(document, "aws").verdict).toBe("no_ec2");
    expect(mayEc2Assume(read(EC2), "aws-cn").verdict).toBe("allowed");
  });

  test.each([
    [{ ...EC2, Principal: "*" }],
    [{ ...EC2, Principal: { AWS: "*" } }],
    [[EC2, { ...EC2, Principal: "*" }]],
  ])("with a warning that everyone may: %j", (statements) => {
    expect(mayEc2Assume(read(statements), "aws")).toEqual({
      verdict: "allowed",
      warnings: { openToEveryone: true, deletedPrincipals: [] },
    });
  });

  test("with a warning of principals that are no more", () => {
    const gone = { ...ASSUME, Principal: { AWS: ["AROAIOSFODNN7EXAMPLE", ROLE] } };
    expect(mayEc2Assume(read([EC2, gone]), "aws")).toEqual({
      verdict: "allowed",
      warnings: { openToEveryone: false, deletedPrincipals: ["AROAIOSFODNN7EXAMPLE"] },
    });
  });
});

describe("EC2 is not let in, and it says who is", () => {
  test.each<[string, object | object[], string[]]>([
    ["Lambda", LAMBDA, ["lambda.amazonaws.com"]],
    [
      "EKS Pod Identity",
      {
        ...LAMBDA,
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      },
      ["EKS pods"],
    ],
    [
      "IRSA",
      {
        ...LAMBDA,
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: {
          Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC",
        },
      },
      ["EKS pods (through their service accounts)"],
    ],
    [
      "an account, twice",
      { ...ASSUME, Principal: { AWS: ["111122223333", "arn:aws:iam::111122223333:root"] } },
      ["account 111122223333"],
    ],
    ["a role with a path", { ...ASSUME, Principal: { AWS: ROLE } }, ["role etl in account 111122223333"]],
    [
      "GitHub",
      {
        ...ASSUME,
        Principal: { Federated: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" },
      },
      ["GitHub Actions"],
    ],
    [
      "SAML",
      { ...ASSUME, Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/okta" } },
      ["sign-ins of the SAML provider okta"],
    ],
    ["EC2 in capitals", { ...EC2, Principal: { Service: "EC2.amazonaws.com" } }, ["EC2.amazonaws.com"]],
    ["a pattern", { ...EC2, Principal: { Service: "ec2.*" } }, ["ec2.*"]],
    [
      "EC2 for something else",
      { ...EC2, Action: "sts:TagSession" },
      ["ec2.amazonaws.com (only for sts:TagSession)"],
    ],
    ["nobody", [], []],
  ])("%s", (_, statements, trusts) => {
    expect(mayEc2Assume(read(statements), "aws")).toMatchObject({ verdict: "no_ec2", trusts });
  });
});

describe("EC2 is denied", () => {
  test.each<[string, object[], number[]]>([
    ["everyone is", [EC2, DENY_ALL], [1]],
    ["by name", [{ ...DENY_ALL, Principal: { Service: ["ec2.amazonaws.com"] } }, EC2], [0]],
    ["by wildcard action", [EC2, { ...DENY_ALL, Action: "sts:*" }], [1]],
    ["by NotAction", [EC2, { Effect: "Deny", Principal: "*", NotAction: "sts:TagSession" }], [1]],
    [
      "by a negated condition on a key it does not carry",
      [EC2, { ...DENY_ALL, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-x" } } }],
      [1],
    ],
    [
      "by a condition on being a service",
      [EC2, { ...DENY_ALL, Condition: { Bool: { "aws:PrincipalIsAWSService": true } } }],
      [1],
    ],
    ["even without an Allow", [DENY_ALL], [0]],
    ["twice", [DENY_ALL, EC2, DENY_ALL], [0, 2]],
  ])("%s", (_, statements, indexes) => {
    expect(mayEc2Assume(read(statements), "aws")).toEqual({ verdict: "denied", statements: indexes });
  });
});

describe("EC2 is let in under conditions", () => {
  test.each<[string, object, boolean, string[]]>([
    ["an external ID", { StringEquals: { "sts:ExternalId": "x" } }, true, ["sts:ExternalId"]],
    ["MFA", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, true, ["aws:MultiFactorAuthPresent"]],
    [
      "the caller's ARN",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::1:role/*" } },
      true,
      ["aws:PrincipalArn"],
    ],
    ["a request tag", { StringEquals: { "aws:RequestTag/team": "data" } }, true, ["aws:RequestTag/team"]],
    ["an external ID to be there", { Null: { "sts:ExternalId": "false" } }, true, ["sts:ExternalId"]],
    [
      "a key EC2 may carry",
      { StringEquals: { "aws:SourceAccount": "123456789012" } },
      false,
      ["aws:SourceAccount"],
    ],
    [
      "one of two certain to fail",
      { StringEquals: { "aws:SourceAccount": "123456789012", "sts:ExternalId": "x" } },
      true,
      ["sts:ExternalId"],
    ],
  ])("%s", (_, Condition, nearCertain, conditionKeys) => {
    expect(mayEc2Assume(read([LAMBDA, { ...EC2, Condition }]), "aws")).toMatchObject({
      verdict: "conditional",
      nearCertain,
      statements: [1],
      conditionKeys,
    });
  });

  test("a Deny that may apply makes a free Allow doubtful, not failed", () => {
    const deny = { ...DENY_ALL, Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } };
    expect(mayEc2Assume(read([EC2, deny]), "aws")).toMatchObject({
      verdict: "conditional",
      nearCertain: false,
      conditionKeys: ["aws:SourceIp"],
    });
  });
});

test("NotPrincipal cannot be evaluated", () => {
  const verdict: TrustVerdict = mayEc2Assume(
    read([EC2, { Effect: "Deny", NotPrincipal: { AWS: ROLE }, Action: "*" }]),
    "aws",
  );
  expect(verdict).toMatchObject({ verdict: "unreadable", why: expect.stringContaining("NotPrincipal") });
});
