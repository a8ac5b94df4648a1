import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { allowing, aName, awsUnderTest } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aPolicy, aRole } from "../support/things.ts";

const aws = awsUnderTest();
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

test("an AWS managed policy names resources of its own partition", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  const put = (Resource: string) =>
    iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: allowing("s3:*", Resource) }),
    );
  await put("arn:*:s3:::b/*");
  expect(await refusalOf(put("arn:aws-cn:s3:::b/*"))).toEqual({
    code: "MalformedPolicyDocument",
    status: 400,
    message: 'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::b/*".',
  });
});

describe("attached policies", () => {
  test("attaching twice is no error, detaching twice is", async () => {
    const iam = aws.iam();
    const { name: RoleName } = await aRole(iam);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: SSM }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: SSM }));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toEqual([{ PolicyName: "AmazonSSMManagedInstanceCore", PolicyArn: SSM }]);
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: SSM }));
    expect(await refusalOf(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: SSM })))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `Policy ${SSM} was not found.`,
    });
  });

  test("a policy that does not exist and an invalid ARN are refused", async () => {
    const iam = aws.iam();
    const { name: RoleName, arn } = await aRole(iam);
    const absent = arn.replace(/:role\/.*/, ":policy/never-made");
    expect(await refusalOf(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: absent })))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `Policy ${absent} does not exist or is not attachable.`,
    });
    const bad = "not-an-arn-but-long-enough";
    expect(await refusalOf(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: bad })))).toEqual({
      code: "InvalidInput",
      status: 400,
      message: `ARN ${bad} is not valid.`,
    });
  });

  test("a policy of a service-linked role cannot be attached to another role", async () => {
    const iam = aws.iam();
    const { name: RoleName } = await aRole(iam);
    const PolicyArn = "arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy";
    const refused = await refusalOf(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })));
    expect(refused).toMatchObject({ code: "PolicyNotAttachable", status: 400 });
  });

  test("the quota is that of the account, and the refusal names it", async () => {
    const iam = aws.iam();
    const { name: RoleName } = await aRole(iam);
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    const quota = SummaryMap?.AttachedPoliciesPerRoleQuota ?? 0;
    const arns = await Promise.all(
      Array.from({ length: quota }, () => aPolicy(iam, allowing("s3:GetObject"))),
    );
    for (const PolicyArn of arns) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    expect(await refusalOf(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: SSM })))).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: `Cannot exceed quota for PoliciesPerRole: ${quota}`,
    });
  });
});

describe("inline policies", () => {
  test("are put, replaced, read and deleted once", async () => {
    const iam = aws.iam();
    const { name: RoleName } = await aRole(iam);
    const PolicyName = "lake";
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allowing("s3:GetObject") }),
    );
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allowing("s3:PutObject") }),
    );
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect(decodeURIComponent(PolicyDocument ?? "")).toBe(allowing("s3:PutObject"));
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual([PolicyName]);
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    expect(await refusalOf(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })))).toMatchObject({
      code: "NoSuchEntity",
      message: "The role policy with name lake cannot be found.",
    });
  });

  test("may have 10,240 characters in all, white space not counted", async () => {
    const iam = aws.iam();
    const { name: RoleName } = await aRole(iam);
    const long = allowing("s3:GetObject").replaceAll(",", `,${" ".repeat(6_000)}`);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "airy", PolicyDocument: long }));
    const dense = allowing("s3:GetObject", `arn:aws:s3:::${"b".repeat(10_300)}`);
    const put = new PutRolePolicyCommand({ RoleName, PolicyName: "dense", PolicyDocument: dense });
    expect(await refusalOf(iam.send(put))).toMatchObject({
      code: "LimitExceeded",
      message: `Maximum policy size of 10240 bytes exceeded for role ${RoleName}`,
    });
  });

  test.each([
    ["with a principal", allowing("s3:*", "*", { Principal: "*" })],
    [
      "without a resource",
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*" }] }),
    ],
    ["with an action of no service", allowing("GetObject")],
    ["with a resource that is no ARN", allowing("s3:*", "bucket")],
    [
      "with a condition that does not exist",
      allowing("s3:*", "*", { Condition: { StringSame: { "aws:username": "a" } } }),
    ],
  ])("a permission policy %s is malformed", async (_what, PolicyDocument) => {
    const iam = aws.iam();
    const { name: RoleName } = await aRole(iam);
    const put = new PutRolePolicyCommand({ RoleName, PolicyName: "wrong", PolicyDocument });
    expect(await refusalOf(iam.send(put))).toMatchObject({ code: "MalformedPolicyDocument", status: 400 });
  });
});

describe("managed policies", () => {
  test("have up to five versions, one of them the default", async () => {
    const iam = aws.iam();
    const PolicyArn = await aPolicy(iam, allowing("s3:GetObject"));
    const version = (n: number) =>
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: allowing(`s3:Get${n}`),
        SetAsDefault: n === 5,
      });
    for (const n of [2, 3, 4, 5]) await iam.send(version(n));
    expect(await refusalOf(iam.send(version(6)))).toMatchObject({
      code: "LimitExceeded",
      message:
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
    });
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId).toBe("v5");
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
    expect(PolicyVersion?.IsDefaultVersion).toBe(true);
    expect(decodeURIComponent(PolicyVersion?.Document ?? "")).toBe(allowing("s3:Get2"));
    expect(
      await refusalOf(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" }))),
    ).toMatchObject({
      code: "DeleteConflict",
      message: "Cannot delete the default version of a policy.",
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v3" }));
    const { PolicyVersion: next } = await iam.send(version(7));
    expect(next?.VersionId).toBe("v6");
    expect((await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))).Versions).toHaveLength(5);
  });

  test("cannot be created twice, nor deleted while attached", async () => {
    const iam = aws.iam();
    const name = aName("policy");
    const PolicyArn = await aPolicy(iam, allowing("s3:GetObject"), name);
    const again = new CreatePolicyCommand({ PolicyName: name, PolicyDocument: allowing("s3:GetObject") });
    expect(await refusalOf(iam.send(again))).toMatchObject({
      code: "EntityAlreadyExists",
      message: `A policy called ${name} already exists. Duplicate names are not allowed.`,
    });
    const { name: RoleName } = await aRole(iam);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    expect(await refusalOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).toMatchObject({
      code: "DeleteConflict",
    });
    const { PolicyRoles } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(PolicyRoles?.map((role) => role.RoleName)).toEqual([RoleName]);
  });

  test("of AWS can be read", async () => {
    const iam = aws.iam();
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: SSM }));
    expect(Policy?.DefaultVersionId).toBe("v2");
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: SSM, VersionId: "v2" }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? "")).toContain("ssmmessages:OpenDataChannel");
  });
});
