import { AttachRolePolicyCommand, GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { trusting } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aSandbox } from "../support/sandbox.ts";
import { aRole } from "../support/things.ts";

const sandbox = aSandbox();

describe.each([
  { partition: "aws-us-gov", platform: "999988886666", customer: "830164927351", region: "us-gov-west-1" },
  { partition: "aws-cn", platform: "999988885555", customer: "904417362850", region: "cn-north-1" },
])("$partition", ({ partition, platform, customer, region }) => {
  const connection = () => sandbox.running().seed.connections.find(({ accountId }) => accountId === customer);
  const assume = () =>
    new AssumeRoleCommand({
      RoleArn: connection()?.connectionRoleArn,
      ExternalId: connection()?.externalId,
      RoleSessionName: "test",
    });

  test("is reached from within", async () => {
    const { Credentials } = await sandbox.sts(sandbox.platform(platform), region).send(assume());
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const iam = sandbox.iam(keys, region);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "cluster-reporting" }));
    expect(Role?.Arn).toBe(`arn:${partition}:iam::${customer}:role/cluster-reporting`);
    const PolicyArn = `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
    await iam.send(new AttachRolePolicyCommand({ RoleName: "cluster-reporting", PolicyArn }));
  });

  test("has its IAM in a Region of its own", async () => {
    const iam = sandbox.iam(sandbox.admin(customer), region);
    const { name: RoleName } = await aRole(iam, {
      trust: trusting(`arn:${partition}:iam::${customer}:root`),
    });
    const guard = { StringNotEquals: { "aws:RequestedRegion": region } };
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "iam:*", Resource: "*" },
        { Effect: "Deny", Action: "*", Resource: "*", Condition: guard },
      ],
    });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
    const RoleArn = `arn:${partition}:iam::${customer}:role/${RoleName}`;
    const { Credentials } = await sandbox
      .sts(sandbox.admin(customer), region)
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    await sandbox.iam(keys, region).send(new GetRoleCommand({ RoleName }));
  });

  test("cannot be reached from another partition", async () => {
    const refused = await refusalOf(sandbox.sts(sandbox.platform()).send(assume()));
    expect(refused).toMatchObject({ code: "AccessDenied", status: 403 });
  });

  test("does not know another partition's keys", async () => {
    const call = sandbox.sts(sandbox.platform(), region).send(new GetCallerIdentityCommand({}));
    expect(await refusalOf(call)).toMatchObject({ code: "InvalidClientTokenId" });
  });
});
