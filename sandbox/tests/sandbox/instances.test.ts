import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
  ReplaceIamInstanceProfileAssociationCommand,
} from "@aws-sdk/client-ec2";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { trusting } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";
import { aProfile, aRole } from "../support/things.ts";

const sandbox = aSandbox();
const ec2 = (region = "us-east-1") => sandbox.ec2(sandbox.admin(ACME), region);

async function instanceCalled(name: string, region = "us-east-1") {
  const Filters = [{ Name: "tag:Name", Values: [name] }];
  const { Reservations = [] } = await ec2(region).send(new DescribeInstancesCommand({ Filters }));
  return Reservations[0]?.Instances?.[0];
}

const associationsOf = (instanceId: string) =>
  ec2().send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: "instance-id", Values: [instanceId] }],
    }),
  );

test("an instance shows its profile, and is found by it, in its own Region only", async () => {
  const driver = await instanceCalled("spark-driver", "eu-west-1");
  const arn = `arn:aws:iam::${ACME}:instance-profile/spark-workers-ec2`;
  expect(driver?.IamInstanceProfile).toMatchObject({ Arn: arn, Id: expect.stringMatching(/^AIPA/) });
  const by = (name: string, value = "") =>
    new DescribeInstancesCommand({ Filters: [{ Name: name, Values: [value] }] });
  const found = await ec2("eu-west-1").send(by("iam-instance-profile.arn", arn));
  expect(found.Reservations).toHaveLength(1);
  expect(
    (await ec2("eu-west-1").send(by("iam-instance-profile.id", driver?.IamInstanceProfile?.Id))).Reservations,
  ).toHaveLength(1);
  expect((await ec2().send(by("iam-instance-profile.arn", arn))).Reservations).toEqual([]);
});

test("a profile is associated, replaced under a new id, and disassociated", async () => {
  const iam = sandbox.iam(sandbox.admin(ACME));
  const role = await aRole(iam);
  const [first, second] = [
    await aProfile(iam, { role: role.name }),
    await aProfile(iam, { role: role.name }),
  ];
  const { InstanceId = "" } = (await instanceCalled("bastion")) ?? {};
  const on = (Name: string) =>
    new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name } });
  const made = (await ec2().send(on(first.name))).IamInstanceProfileAssociation;
  expect(made).toMatchObject({ State: "associating", AssociationId: expect.stringMatching(/^iip-assoc-/) });
  expect(await refusalOf(ec2().send(on(second.name)))).toEqual({
    code: "IncorrectState",
    status: 400,
    message: `There is an existing association for instance ${InstanceId}`,
  });
  const replace = new ReplaceIamInstanceProfileAssociationCommand({
    AssociationId: made?.AssociationId,
    IamInstanceProfile: { Arn: second.arn },
  });
  const replaced = (await ec2().send(replace)).IamInstanceProfileAssociation;
  expect(replaced?.AssociationId).not.toBe(made?.AssociationId);
  expect((await instanceCalled("bastion"))?.IamInstanceProfile).toEqual({ Arn: second.arn, Id: second.id });
  await ec2().send(new DisassociateIamInstanceProfileCommand({ AssociationId: replaced?.AssociationId }));
  expect((await associationsOf(InstanceId)).IamInstanceProfileAssociations).toEqual([]);
});

test("passing a role to one instance is authorized with that instance's ARN", async () => {
  const iam = sandbox.iam(sandbox.admin(ACME));
  const role = await aRole(iam);
  const profile = await aProfile(iam, { role: role.name });
  const { InstanceId = "" } = (await instanceCalled("bastion")) ?? {};
  const associate = new AssociateIamInstanceProfileCommand({
    InstanceId,
    IamInstanceProfile: { Name: profile.name },
  });
  const mayPassTo = async (instance: string) => {
    const passer = await aRole(iam, { trust: trusting(`arn:aws:iam::${ACME}:root`) });
    const passing = { "iam:AssociatedResourceArn": `arn:aws:ec2:us-east-1:${ACME}:instance/${instance}` };
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "ec2:*", Resource: "*" },
        { Effect: "Allow", Action: "iam:PassRole", Resource: role.arn, Condition: { ArnLike: passing } },
      ],
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: passer.name, PolicyName: "own", PolicyDocument }));
    const { Credentials } = await sandbox
      .sts(sandbox.admin(ACME))
      .send(new AssumeRoleCommand({ RoleArn: passer.arn, RoleSessionName: "test" }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return sandbox.ec2({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
  };
  const elsewhere = await mayPassTo("i-0aaaaaaaaaaaaaaaa");
  expect(await refusalOf(elsewhere.send(associate))).toMatchObject({ code: "UnauthorizedOperation" });
  const here = await mayPassTo(InstanceId);
  const { IamInstanceProfileAssociation: made } = await here.send(associate);
  const { AssociationId } = made ?? {};
  await ec2().send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
});

test("EC2 refuses a profile it cannot see, or one without a role", async () => {
  const iam = sandbox.iam(sandbox.admin(ACME));
  const { InstanceId = "" } = (await instanceCalled("nightly-batch")) ?? {};
  const on = (Name: string) =>
    new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name } });
  expect(await refusalOf(ec2().send(on("nobody")))).toEqual({
    code: "InvalidParameterValue",
    status: 400,
    message:
      "Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
  });
  const empty = await aProfile(iam);
  expect((await refusalOf(ec2().send(on(empty.name)))).message).toBe(
    `IAM Instance Profile "${empty.arn}" has no associated IAM Roles`,
  );
});

test("a pending instance cannot be given a profile yet", async () => {
  const { InstanceId = "" } = (await instanceCalled("just-launched")) ?? {};
  const associate = new AssociateIamInstanceProfileCommand({
    InstanceId,
    IamInstanceProfile: { Name: "spark-workers-ec2" },
  });
  expect(await refusalOf(ec2().send(associate))).toMatchObject({ code: "IncorrectInstanceState" });
});

test("a connection role that was not let attach may describe instances only, and EC2 refuses with its own texts", async () => {
  const keys = await sandbox.connect("562931847205");
  await sandbox.ec2(keys).send(new DescribeInstancesCommand({}));
  const associate = new AssociateIamInstanceProfileCommand({
    InstanceId: "i-0123456789abcdef0",
    IamInstanceProfile: { Name: "spark-workers-ec2" },
  });
  const refused = await refusalOf(sandbox.ec2(keys).send(associate));
  expect(refused).toMatchObject({ code: "UnauthorizedOperation", status: 403 });
  expect(refused.message).toMatch(
    /^You are not authorized to perform this operation\. User: \S+ is not authorized to perform: ec2:AssociateIamInstanceProfile on resource: \S+ because no identity-based policy allows .*\. Encoded authorization failure message: /,
  );
});
