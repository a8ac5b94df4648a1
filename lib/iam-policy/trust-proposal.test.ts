import { describe, expect, test } from "vitest";
import { type Json, type PolicyDocument, readPolicy } from "./parse.ts";
import { mayEc2Assume } from "./trust.ts";
import { trustGrammarErrors } from "./trust-grammar.ts";
import { EC2_TRUST_POLICY, proposeEc2Trust } from "./trust-proposal.ts";
import { trustPolicySize } from "./trust-size.ts";

const ASSUME = { Effect: "Allow", Action: "sts:AssumeRole" };
const EC2 = { ...ASSUME, Principal: { Service: "ec2.amazonaws.com" } };
const LAMBDA = { ...ASSUME, Principal: { Service: "lambda.amazonaws.com" } };
const DENY_ALL = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" };
const ROLE = "arn:aws:iam::111122223333:role/team/etl";
const GHOST = "AROAIOSFODNN7EXAMPLE";

function read(statements: object | object[]): PolicyDocument {
  const parsed = readPolicy({ Version: "2012-10-17", Statement: statements } as Json);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.document;
}

const proposed = (statements: object | object[]) => proposeEc2Trust(read(statements), "aws");

describe("letting EC2 in changes as little as will do", () => {
  const changed = (statements: object | object[]) => proposed(statements).after.Statement;

  test("EC2 joins the services of a plain statement", () => {
    const hosted = { ...LAMBDA, Principal: { Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] } };
    expect(changed([LAMBDA])).toEqual([hosted]);
    expect(changed(LAMBDA)).toEqual(hosted);
  });

  test("EC2 gets its own statement where joining would grant more", () => {
    const pods = { ...LAMBDA, Action: ["sts:AssumeRole", "sts:TagSession"] };
    const conditioned = { ...LAMBDA, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
    const account = { ...ASSUME, Principal: { AWS: "111122223333" }, Sid: "Keep" };
    expect(changed([pods, conditioned, account])).toEqual([pods, conditioned, account, EC2]);
    expect(changed(account)).toEqual([account, EC2]);
  });

  test("a condition on EC2 alone is dropped, one on others as well is left", () => {
    const Condition = { StringEquals: { "sts:ExternalId": "x" } };
    expect(changed([{ ...EC2, Condition }])).toEqual([EC2]);
    const shared = { ...EC2, Principal: { Service: "ec2.amazonaws.com", AWS: ROLE }, Condition };
    expect(changed([shared])).toEqual([shared, EC2]);
  });

  test("a Deny that names EC2 loses it, and goes if nobody else is in it", () => {
    const both = {
      ...DENY_ALL,
      Principal: { Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"], AWS: ROLE },
    };
    const rest = { ...DENY_ALL, Principal: { Service: "lambda.amazonaws.com", AWS: ROLE } };
    expect(changed([EC2, both])).toEqual([EC2, rest]);
    expect(changed([EC2, { ...DENY_ALL, Principal: { Service: "ec2.amazonaws.com" } }])).toEqual([EC2]);
  });

  test("a Deny of everyone is narrowed, keeping its conditions", () => {
    const spared = { "aws:PrincipalServiceName": "ec2.amazonaws.com" };
    expect(changed([EC2, DENY_ALL])).toEqual([EC2, { ...DENY_ALL, Condition: { StringNotEquals: spared } }]);
    const org = { StringNotEquals: { "aws:PrincipalOrgID": "o-x" } };
    expect(changed([EC2, { ...DENY_ALL, Condition: org }])).toEqual([
      EC2,
      { ...DENY_ALL, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-x", ...spared } } },
    ]);
  });

  test.each([
    [["lambda.amazonaws.com"], "aws:PrincipalServiceName"],
    [["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"], "AWS:principalservicename"],
  ])("a Deny that spares %j goes on sparing them", (services, key) => {
    const deny = { ...DENY_ALL, Condition: { StringNotEquals: { [key]: services } } };
    const spared = { [key]: [...services, "ec2.amazonaws.com"] };
    expect(changed([EC2, deny])).toEqual([EC2, { ...deny, Condition: { StringNotEquals: spared } }]);
  });

  test("principals that were deleted go: AWS would not store them again", () => {
    const ghost = { ...ASSUME, Principal: { AWS: "AROAIOSFODNN7EXAMPLE" } };
    const mixed = { ...ASSUME, Principal: { AWS: ["AIDAIOSFODNN7EXAMPLE", ROLE] } };
    expect(changed([ghost, mixed])).toEqual([{ ...ASSUME, Principal: { AWS: ROLE } }, EC2]);
    expect(changed(ghost)).toEqual(EC2);
  });

  const CASES: (object | object[])[] = [
    [],
    LAMBDA,
    EC2,
    [LAMBDA, DENY_ALL],
    [DENY_ALL, DENY_ALL],
    { ...EC2, Action: "sts:TagSession" },
    { ...EC2, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
    [{ Effect: "Deny", NotPrincipal: { AWS: ROLE }, Action: "*" }, LAMBDA],
    [EC2, { ...DENY_ALL, Principal: { AWS: "*", Service: "ec2.amazonaws.com" }, Action: "*" }],
    {
      ...ASSUME,
      Principal: { Federated: "cognito-identity.amazonaws.com" },
      Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "x" } },
    },
  ];

  test.each(CASES)("afterwards EC2 is allowed, and a second time changes nothing: %j", (statements) => {
    const { after } = proposed(statements);
    const parsed = readPolicy(after);
    if (!parsed.ok) throw new Error(parsed.why);
    expect(mayEc2Assume(parsed.document, "aws").verdict).toBe("allowed");
    expect(proposeEc2Trust(parsed.document, "aws").after).toEqual(after);
    if (parsed.document.statements.length > 0) expect(trustGrammarErrors(JSON.stringify(after))).toEqual([]);
  });

  test("a condition that EC2 may meet is never dropped, and neither is a Deny that may not hold for it", () => {
    const mayWork = { ...EC2, Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } };
    expect(proposed(mayWork)).toMatchObject({ after: { Statement: mayWork }, changes: [] });
    const network = { ...DENY_ALL, Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } };
    expect(changed([mayWork, network])).toEqual([mayWork, network]);
    const narrowed = {
      ...DENY_ALL,
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "ec2.amazonaws.com" } },
    };
    expect(changed([mayWork, DENY_ALL])).toEqual([mayWork, narrowed]);
  });

  test("of several conditions only those go that EC2 cannot meet", () => {
    const account = { "aws:SourceAccount": "111122223333" };
    const both = { ...EC2, Condition: { StringEquals: { ...account, "sts:ExternalId": "x" } } };
    expect(proposed([LAMBDA, both])).toMatchObject({
      after: { Statement: [LAMBDA, { ...EC2, Condition: { StringEquals: account } }] },
      changes: [
        { kind: "conditions_dropped", statement: 1, keys: ["sts:ExternalId"], staysForOthers: false },
      ],
    });
    const shared = { ...both, Principal: { ...both.Principal, AWS: ROLE } };
    expect(proposed([shared])).toMatchObject({
      after: { Statement: [shared, { ...EC2, Condition: { StringEquals: account } }] },
      changes: [{ kind: "conditions_dropped", statement: 0, keys: ["sts:ExternalId"], staysForOthers: true }],
    });
  });

  test("deleted principals are left out of Denies too, and each is named", () => {
    const denied = { ...DENY_ALL, Principal: { AWS: [ROLE, GHOST] } };
    expect(proposed([LAMBDA, denied])).toMatchObject({
      after: { Statement: [{}, { ...denied, Principal: { AWS: ROLE } }] },
      changes: [{ kind: "deleted_principals_left_out", principals: [GHOST], statement: 1, wholly: false }],
    });
    expect(proposed([LAMBDA, { ...denied, Principal: { AWS: GHOST } }]).changes).toEqual([
      { kind: "deleted_principals_left_out", principals: [GHOST], statement: 1, wholly: true },
    ]);
  });

  test("principals in another order make the same proposal", () => {
    const names = ["arn:aws:iam::111122223333:role/b", "arn:aws:iam::111122223333:role/a", GHOST];
    const [one, other] = [names, names.toReversed()].map((AWS) =>
      proposed([{ ...ASSUME, Principal: { AWS, Service: ["lambda.amazonaws.com", "glue.amazonaws.com"] } }]),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  test("Version stands first, whatever stood there, and the language of one without it stays the older", () => {
    const versions = [
      { Statement: LAMBDA, Version: "2012-10-17" },
      { Id: "x", Statement: [LAMBDA] },
      { Statement: [{ ...LAMBDA, Condition: { StringLike: { "aws:SourceArn": "arn:aws:s3:::${x}" } } }] },
    ].map((json) => {
      const parsed = readPolicy(json as unknown as Json);
      if (!parsed.ok) throw new Error(parsed.why);
      return Object.entries(proposeEc2Trust(parsed.document, "aws").after)[0];
    });
    expect(versions).toEqual([
      ["Version", "2012-10-17"],
      ["Version", "2012-10-17"],
      ["Version", "2008-10-17"],
    ]);
  });

  test("one that would be too long is written shorter where that makes room", () => {
    const accounts = Array.from({ length: 17 }, (_, at) => ({
      ...ASSUME,
      Sid: `Account${at}`,
      Principal: { AWS: `arn:aws:iam::${111122220000 + at}:root` },
    }));
    const { before, after, changes, size, quota } = proposed(accounts);
    expect(trustPolicySize(before)).toBeGreaterThan(1900);
    expect(size).toBeLessThanOrEqual(quota);
    expect(trustGrammarErrors(JSON.stringify(after, null, 2))).toEqual([]);
    expect(changes).toEqual([{ kind: "shortened" }]);
    expect(after.Statement).toEqual({
      Effect: "Allow",
      Principal: {
        AWS: Array.from({ length: 17 }, (_, at) => String(111122220000 + at)),
        Service: "ec2.amazonaws.com",
      },
      Action: "sts:AssumeRole",
    });
  });

  test("EC2's name in capitals is corrected", () => {
    const { after, changes } = proposed({ ...EC2, Principal: { Service: "EC2.amazonaws.com" } });
    expect(after.Statement).toEqual(EC2);
    expect(changes).toEqual([{ kind: "service_name_corrected", statement: 0, from: "EC2.amazonaws.com" }]);
  });

  test("the smallest trust policy is what it says", () => {
    expect(mayEc2Assume(read(EC2_TRUST_POLICY.Statement as object[]), "aws").verdict).toBe("allowed");
  });
});
