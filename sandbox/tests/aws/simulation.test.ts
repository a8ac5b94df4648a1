import {
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
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
