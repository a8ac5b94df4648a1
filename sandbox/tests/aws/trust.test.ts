import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { aName, awsUnderTest, trusting } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aRole } from "../support/things.ts";

const aws = awsUnderTest();

const statement = (more: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...more }],
  });
const ec2 = { Principal: { Service: "ec2.amazonaws.com" } };

describe("an invalid trust policy is refused:", () => {
  const wrong: [what: string, document: string, text: RegExp][] = [
    ["that is not JSON", "{", /Syntax errors in policy/],
    ["whose effect is written small", statement({ ...ec2, Effect: "allow" }), /Syntax errors in policy/],
    ["without a principal", statement({}), /Missing required field Principal/],
    ["that trusts nobody", statement({ Principal: { AWS: [] } }), /Missing required field Principal/],
    ["that begins with white space", ` ${statement(ec2)}`, /^The policy failed legacy parsing$/],
    ["with an id of two words", statement({ ...ec2, Sid: "a b" }), /SID\) must be alpha-numeric/],
    [
      "with a condition of an object",
      statement({ ...ec2, Condition: { StringEquals: { "aws:SourceAccount": { a: 1 } } } }),
      /Syntax errors in policy/,
    ],
    [
      "with a range of addresses that is none",
      statement({ ...ec2, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/99" } } }),
      /Syntax errors in policy/,
    ],
    ["with a resource", statement({ ...ec2, Resource: "*" }), /Has prohibited field Resource/],
    [
      "about another service",
      statement({ ...ec2, Action: "s3:GetObject" }),
      /may only specify STS AssumeRole actions/,
    ],
    [
      "naming a role that does not exist",
      statement({ Principal: { AWS: "arn:aws:iam::418295702613:role/nobody-ever-made-this" } }),
      /Invalid principal in policy: "AWS":"arn:aws:iam::418295702613:role\/nobody-ever-made-this"/,
    ],
    [
      "naming what is no service",
      statement({ Principal: { Service: "ec2" } }),
      /Invalid principal in policy/,
    ],
  ];
  test.each(wrong)("%s", async (_what, document, text) => {
    const create = new CreateRoleCommand({ RoleName: aName("role"), AssumeRolePolicyDocument: document });
    const refused = await refusalOf(aws.iam().send(create));
    expect(refused).toMatchObject({ code: "MalformedPolicyDocument", status: 400 });
    expect(refused.message).toMatch(text);
  });
});

test("a trust policy over the quota is refused with the quota's name", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  const long = statement({ ...ec2, Condition: { StringEquals: { "aws:SourceAccount": "9".repeat(9_000) } } });
  const update = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: long });
  const refused = await refusalOf(iam.send(update));
  expect(refused).toMatchObject({ code: "LimitExceeded", status: 409 });
  expect(refused.message).toMatch(/^Cannot exceed quota for ACLSizePerRole: \d+$/);
});

test("a deleted principal is shown as its unique id, also after it is recreated", async () => {
  const iam = aws.iam();
  const friend = await aRole(iam);
  const { name: RoleName } = await aRole(iam, { trust: trusting(friend.arn) });
  const shown = async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).Statement[0].Principal.AWS;
  };
  expect(await shown()).toBe(friend.arn);
  await iam.send(new DeleteRoleCommand({ RoleName: friend.name }));
  expect(await shown()).toBe(friend.id);
  await aRole(iam, { RoleName: friend.name });
  expect(await shown()).toBe(friend.id);
});

test("an account's number becomes the ARN of its root", async () => {
  const iam = aws.iam();
  const { arn } = await aRole(iam);
  const account = arn.split(":")[4] ?? "";
  const { name: RoleName } = await aRole(iam, { trust: trusting(account) });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toContain(`arn:aws:iam::${account}:root`);
});
