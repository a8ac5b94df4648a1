import {
  AttachRolePolicyCommand,
  type PolicyIdentifier,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { allowing, awsUnderTest } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aPolicy, aRole } from "../support/things.ts";

const aws = awsUnderTest();

async function simulate(input: SimulatePrincipalPolicyCommandInput) {
  const { EvaluationResults = [] } = await aws.iam().send(new SimulatePrincipalPolicyCommand(input));
  return EvaluationResults;
}

test("there is one result for each action, in the order of the request", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: allowing("s3:Get*") }),
  );
  const results = await simulate({ PolicySourceArn: arn, ActionNames: ["s3:GetObject", "s3:PutObject"] });
  expect(results.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision])).toEqual([
    ["s3:GetObject", "allowed"],
    ["s3:PutObject", "implicitDeny"],
  ]);
});

test("a denial by a boundary is told apart from a missing permission", async () => {
  const iam = aws.iam();
  const boundary = await aPolicy(iam, allowing("s3:*"));
  const { name: RoleName, arn } = await aRole(iam, { PermissionsBoundary: boundary });
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: allowing(["s3:*", "ssm:*"]) }),
  );
  const results = await simulate({
    PolicySourceArn: arn,
    ActionNames: ["s3:GetObject", "ssm:GetParameter", "ec2:RunInstances"],
  });
  expect(
    results.map((result) => [
      result.EvalDecision,
      result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    ]),
  ).toEqual([
    ["allowed", true],
    ["implicitDeny", false],
    ["implicitDeny", false],
  ]);
});

test("an explicit deny is reported as one", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "ssm:*", Resource: "*" },
    ],
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  const [result] = await simulate({ PolicySourceArn: arn, ActionNames: ["ssm:GetParameter"] });
  expect(result?.EvalDecision).toBe("explicitDeny");
});

test("several resources are decided one by one within the action's result", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  const PolicyDocument = allowing("s3:GetObject", "arn:aws:s3:::mine/*");
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  const results = await simulate({
    PolicySourceArn: arn,
    ActionNames: ["s3:GetObject"],
    ResourceArns: ["arn:aws:s3:::mine/a", "arn:aws:s3:::theirs/a"],
  });
  expect(results).toHaveLength(1);
  expect(results[0]?.ResourceSpecificResults?.map((one) => one.EvalResourceDecision)).toEqual([
    "allowed",
    "implicitDeny",
  ]);
});

test("a condition key that was not given is reported as missing", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  const Condition = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: "own",
      PolicyDocument: allowing("s3:*", "*", { Condition }),
    }),
  );
  const asked = { PolicySourceArn: arn, ActionNames: ["s3:GetObject"] };
  const [without] = await simulate(asked);
  expect(without).toMatchObject({
    EvalDecision: "implicitDeny",
    MissingContextValues: ["aws:RequestedRegion"],
  });
  const ContextEntries = [
    {
      ContextKeyName: "aws:RequestedRegion",
      ContextKeyValues: ["eu-west-1"],
      ContextKeyType: "string" as const,
    },
  ];
  const [given] = await simulate({ ...asked, ContextEntries });
  expect(given).toMatchObject({ EvalDecision: "allowed", MissingContextValues: [] });
});

test("a key that only another statement needs is reported as missing, and the denial stands", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  const Condition = { StringEquals: { "aws:PrincipalTag/team": "data" } };
  const PolicyDocument = allowing("s3:GetObject", "*", { Condition });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  const [result] = await simulate({ PolicySourceArn: arn, ActionNames: ["iam:AttachRolePolicy"] });
  expect(result).toMatchObject({
    EvalDecision: "implicitDeny",
    MissingContextValues: ["aws:PrincipalTag/team"],
  });
});

test("the role's ARN is filled in, its tags and the time are not", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: "team", Value: "data" }] }));
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { ArnEquals: { "aws:PrincipalArn": arn } },
      },
      {
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalTag/team": "data" } },
      },
      {
        Effect: "Allow",
        Action: "s3:DeleteObject",
        Resource: "*",
        Condition: { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
      },
    ],
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  const results = await simulate({
    PolicySourceArn: arn,
    ActionNames: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
  });
  expect(results.map(({ EvalDecision }) => EvalDecision)).toEqual([
    "allowed",
    "implicitDeny",
    "implicitDeny",
  ]);
  expect(results[0]?.MissingContextValues?.toSorted()).toEqual(["aws:CurrentTime", "aws:PrincipalTag/team"]);
});

test("a resource of a type the action does not support is an implicit deny even with full access", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: allowing("*") }));
  const decisionOn = async (action: string, resource: string) =>
    (await simulate({ PolicySourceArn: arn, ActionNames: [action], ResourceArns: [resource] }))[0]
      ?.EvalDecision;
  expect(await decisionOn("iam:AttachRolePolicy", arn)).toBe("allowed");
  expect(await decisionOn("iam:AttachRolePolicy", arn.replace(":role/", ":instance-profile/"))).toBe(
    "implicitDeny",
  );
  expect(await decisionOn("ssm:UpdateInstanceInformation", "arn:aws:s3:::a-bucket")).toBe("implicitDeny");
  expect(await decisionOn("s3:GetObject", "arn:aws:s3:::a-bucket")).toBe("implicitDeny");
  expect(await decisionOn("s3:GetObject", "arn:aws:s3:::a-bucket/key")).toBe("allowed");
});

test("a path in the role's ARN is not compared", async () => {
  const { arn } = await aRole(aws.iam());
  const elsewhere = arn.replace(":role/", ":role/some/where/");
  const [result] = await simulate({ PolicySourceArn: elsewhere, ActionNames: ["s3:GetObject"] });
  expect(result?.EvalDecision).toBe("implicitDeny");
});

describe("PolicyExclusionList", () => {
  const decisionsWithout = async (PolicyExclusionList: PolicyIdentifier[]) => {
    const iam = aws.iam();
    const boundary = await aPolicy(iam, allowing("s3:GetObject"));
    const { name: RoleName, arn } = await aRole(iam, { PermissionsBoundary: boundary });
    const own = await aPolicy(iam, allowing(["s3:GetObject", "s3:PutObject"]));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: own }));
    const [get, put] = await simulate({
      PolicySourceArn: arn,
      ActionNames: ["s3:GetObject", "s3:PutObject"],
      PolicyExclusionList,
    });
    return {
      get: get?.EvalDecision,
      put: put?.EvalDecision,
      boundary: put?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    };
  };

  test("empty", async () => {
    expect(await decisionsWithout([])).toEqual({ get: "allowed", put: "implicitDeny", boundary: false });
  });
  test("with a boundary", async () => {
    const { boundary, ...decided } = await decisionsWithout([{ PolicyType: "permission-boundary" }]);
    expect(decided).toEqual({ get: "allowed", put: "allowed" });
    expect(boundary).toBeUndefined();
  });
  test("with the account's own policies", async () => {
    expect(await decisionsWithout([{ PolicyType: "user-managed" }])).toMatchObject({ get: "implicitDeny" });
  });
  test("with other kinds changes nothing, and RCPs are never simulated", async () => {
    expect(await decisionsWithout([{ PolicyType: "inline" }, { PolicyType: "rcp" }])).toEqual({
      get: "allowed",
      put: "implicitDeny",
      boundary: false,
    });
  });
  test("with an unknown kind is refused", async () => {
    const refused = await refusalOf(decisionsWithout([{ PolicyType: "bogus" as "scp" }]));
    expect(refused).toMatchObject({ code: "ValidationError", status: 400 });
    expect(refused.message).toContain("Member must satisfy enum value set");
  });
});

test("an explicit deny lists the denying statements and no allowing ones", async () => {
  const iam = aws.iam();
  const { name: RoleName, arn } = await aRole(iam);
  const denying = allowing("s3:*").replace('"Allow"', '"Deny"');
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "open", PolicyDocument: allowing("*") }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "shut", PolicyDocument: denying }));
  const [result] = await simulate({ PolicySourceArn: arn, ActionNames: ["s3:GetObject"] });
  expect(result?.EvalDecision).toBe("explicitDeny");
  expect(result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
    expect.stringMatching(/shut$/),
  ]);
});

test("action names are required, and must be complete", async () => {
  const { arn } = await aRole(aws.iam());
  const refusedOf = (ActionNames: string[]) =>
    refusalOf(aws.iam().send(new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames })));
  expect(await refusedOf(["iam:*"])).toMatchObject({ code: "InvalidInput", status: 400 });
  expect(await refusedOf([])).toMatchObject({ code: "ValidationError", status: 400 });
});

test("a role that does not exist is refused", async () => {
  const { arn } = await aRole(aws.iam());
  const call = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: `${arn}-absent`,
    ActionNames: ["s3:GetObject"],
  });
  expect(await refusalOf(aws.iam().send(call))).toMatchObject({ code: "NoSuchEntity", status: 404 });
});
