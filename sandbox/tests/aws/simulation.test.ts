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

test("one result an action, in the order asked", async () => {
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

test("a boundary is told apart from a permission that is missing", async () => {
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

test("an explicit deny is called one", async () => {
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

test("several resources are decided one by one within the action's one result", async () => {
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

test("a key that a condition needs and nobody gave is named", async () => {
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

test("a key that only another statement asks for is named, and the denial stands", async () => {
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

test("neither the role's tags nor the time are filled in, its ARN is", async () => {
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

test("a resource of a type the action does not know is implicitly denied to a role that may do all", async () => {
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

describe("policies that are excluded", () => {
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

  test("none", async () => {
    expect(await decisionsWithout([])).toEqual({ get: "allowed", put: "implicitDeny", boundary: false });
  });
  test("a boundary", async () => {
    const { boundary, ...decided } = await decisionsWithout([{ PolicyType: "permission-boundary" }]);
    expect(decided).toEqual({ get: "allowed", put: "allowed" });
    expect(boundary).toBeUndefined();
  });
  test("the account's own", async () => {
    expect(await decisionsWithout([{ PolicyType: "user-managed" }])).toMatchObject({ get: "implicitDeny" });
  });
  test("those of another kind change nothing, and RCPs are not simulated anyway", async () => {
    expect(await decisionsWithout([{ PolicyType: "inline" }, { PolicyType: "rcp" }])).toEqual({
      get: "allowed",
      put: "implicitDeny",
      boundary: false,
    });
  });
  test("a kind that does not exist is refused", async () => {
    const refused = await refusalOf(decisionsWithout([{ PolicyType: "bogus" as "scp" }]));
    expect(refused).toMatchObject({ code: "ValidationError", status: 400 });
    expect(refused.message).toContain("Member must satisfy enum value set");
  });
});

test("an explicit deny names what denies, and nothing that allows", async () => {
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

test("actions are named, and named in full", async () => {
  const { arn } = await aRole(aws.iam());
  const refusedOf = (ActionNames: string[]) =>
    refusalOf(aws.iam().send(new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames })));
  expect(await refusedOf(["iam:*"])).toMatchObject({ code: "InvalidInput", status: 400 });
  expect(await refusedOf([])).toMatchObject({ code: "ValidationError", status: 400 });
});

test("a role that is not there", async () => {
  const { arn } = await aRole(aws.iam());
  const call = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: `${arn}-absent`,
    ActionNames: ["s3:GetObject"],
  });
  expect(await refusalOf(aws.iam().send(call))).toMatchObject({ code: "NoSuchEntity", status: 404 });
});
