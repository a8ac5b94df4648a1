import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { trusting } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { prepare } from "../support/registration.ts";
import { aSandbox } from "../support/sandbox.ts";
import { aProfile, aRole } from "../support/things.ts";

const sandbox = aSandbox();

describe.each([
  {
    partition: "aws-us-gov",
    platform: "999988886666",
    customer: "830164927351",
    region: "us-gov-west-1",
    ending: "ACTIVE",
  },
  {
    partition: "aws-cn",
    platform: "999988885555",
    customer: "904417362850",
    region: "cn-north-1",
    ending: "ACTIVE",
  },
  // AWS does not offer one of the required policies there.
  {
    partition: "aws-eusc",
    platform: "999988884444",
    customer: "371905826417",
    region: "eusc-de-east-1",
    ending: "required_policy_missing",
  },
])("$partition", ({ partition, platform, customer, region, ending }) => {
  const connection = () => sandbox.running().seed.connections.find(({ accountId }) => accountId === customer);
  const assume = () =>
    new AssumeRoleCommand({
      RoleArn: connection()?.connectionRoleArn,
      ExternalId: connection()?.externalId,
      RoleSessionName: "test",
    });

  const connected = async () => {
    const { Credentials } = await sandbox.sts(sandbox.platform(platform), region).send(assume());
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    return sandbox.iam(keys, region);
  };

  test(`registering its role ends ${ending}`, async () => {
    const arn = `arn:${partition}:iam::${customer}:role/cluster-reporting`;
    expect(await prepare(await connected(), arn)).toBe(ending);
  });

  test("can be reached from inside it", async () => {
    const iam = await connected();
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

  test("rejects another partition's access keys", async () => {
    const call = sandbox.sts(sandbox.platform(), region).send(new GetCallerIdentityCommand({}));
    expect(await refusalOf(call)).toMatchObject({ code: "InvalidClientTokenId" });
  });
});

describe("passing a role to EC2 in China", () => {
  const CHINA = "904417362850";
  const iamOf = (keys = sandbox.admin(CHINA)) => sandbox.iam(keys, "cn-north-1");

  /** A session of a role that may do everything, and pass roles to the one service only. */
  async function passingTo(service: string) {
    const { name: RoleName, arn: RoleArn } = await aRole(iamOf(), {
      trust: trusting(`arn:aws-cn:iam::${CHINA}:root`),
    });
    const Condition = { StringEquals: { "iam:PassedToService": service } };
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", NotAction: "iam:PassRole", Resource: "*" },
        { Effect: "Allow", Action: "iam:PassRole", Resource: "*", Condition },
      ],
    });
    await iamOf().send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
    const sts = sandbox.sts(sandbox.admin(CHINA), "cn-north-1");
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  }

  test.each([
    ["ec2.amazonaws.com.cn", "accepted"],
    ["ec2.amazonaws.com", "refused"],
  ])("into a profile, by the name %s, is %s", async (service, expected) => {
    const keys = await passingTo(service);
    const { name: RoleName } = await aRole(iamOf());
    const { name: InstanceProfileName } = await aProfile(iamOf());
    const add = new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName });
    const outcome = await iamOf(keys)
      .send(add)
      .then(
        () => "accepted",
        ({ Code }) => (Code === "AccessDenied" ? "refused" : Code),
      );
    expect(outcome).toBe(expected);
  });
});
