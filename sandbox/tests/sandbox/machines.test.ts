import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
  type EC2Client,
  type Instance,
  ReplaceIamInstanceProfileAssociationCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, DecodeAuthorizationMessageCommand } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "vitest";
import { allowing, type Keys, trusting } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox, GLOBEX } from "../support/sandbox.ts";
import { aRole } from "../support/things.ts";

/** How far the sandbox's clock is ahead of ours, in milliseconds. */
let ahead = 0;
const sandbox = aSandbox({ now: () => Date.now() + ahead });
const REGION = "us-west-2";
const TAGS_DEMANDED = "701300000232";

const ec2 = (keys = sandbox.admin(ACME), region = REGION) => sandbox.ec2(keys, region);

async function fleet(count: number, profile?: string, accountId = ACME): Promise<string[]> {
  const asked = { accountId, region: REGION, count, ...(profile && { profile }) };
  return (await sandbox.control("POST", "fleet", asked)).body;
}

async function allInstances(client: EC2Client, input: object = {}): Promise<Instance[][]> {
  const pages: Instance[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeInstancesCommand({ ...input, NextToken }));
    pages.push((page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances));
    NextToken = page.NextToken;
  } while (NextToken);
  return pages;
}

describe("ten thousand machines", () => {
  test("are paged, each once, and found by filters", { timeout: 30_000 }, async () => {
    const arn = `arn:aws:iam::${GLOBEX}:instance-profile/cluster-reporting`;
    const ids = await fleet(10_000, "cluster-reporting", GLOBEX);
    const client = ec2(sandbox.admin(GLOBEX));
    const Filters = [{ Name: "iam-instance-profile.arn", Values: [arn] }];
    const pages = await allInstances(client, { MaxResults: 1000, Filters });
    expect(pages.length).toBeGreaterThanOrEqual(10);
    const seen = pages.flat().map(({ InstanceId }) => InstanceId);
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids.every((id) => seen.includes(id))).toBe(true);

    const by = async (Name: string, ...Values: string[]) =>
      (await allInstances(client, { Filters: [{ Name, Values }] })).flat();
    expect(await by("instance-state-name", "stopped")).toHaveLength(1000);
    expect(await by("tag:Name", "worker-0000?")).toHaveLength(9);
    expect((await allInstances(ec2(undefined, "eu-north-1"))).flat()).toEqual([]);
  });

  test("given by id cannot be paged", async () => {
    const [id = ""] = await fleet(1);
    const named = new DescribeInstancesCommand({ InstanceIds: [id], MaxResults: 10 });
    expect(await refusalOf(ec2().send(named))).toMatchObject({ code: "InvalidParameterCombination" });
  });
});

describe("an association takes time", () => {
  beforeEach(() => {
    sandbox.running().faults.set({ associationMs: 10_000 });
    return () => sandbox.running().faults.reset();
  });

  const stateOf = async (instanceId: string) => {
    const Filters = [{ Name: "instance-id", Values: [instanceId] }];
    const call = new DescribeIamInstanceProfileAssociationsCommand({ Filters });
    return (await ec2().send(call)).IamInstanceProfileAssociations?.[0]?.State;
  };

  test("to be made and removed", async () => {
    const [InstanceId = ""] = await fleet(1);
    const IamInstanceProfile = { Name: "spark-workers-ec2" };
    const on = new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile });
    const { IamInstanceProfileAssociation: made } = await ec2().send(on);
    const off = new DisassociateIamInstanceProfileCommand({ AssociationId: made?.AssociationId });
    expect(made?.State).toBe("associating");
    expect(await stateOf(InstanceId)).toBe("associating");
    expect(await refusalOf(ec2().send(off))).toMatchObject({ code: "IncorrectState" });
    ahead += 10_000;
    expect(await stateOf(InstanceId)).toBe("associated");
    await ec2().send(off);
    expect(await stateOf(InstanceId)).toBe("disassociating");
    expect(await refusalOf(ec2().send(on))).toMatchObject({ code: "IncorrectState" });
    ahead += 10_000;
    expect(await stateOf(InstanceId)).toBeUndefined();
    await ec2().send(on);
  });
});

test("a stopped instance may be given a profile, and lose it, but not have it replaced", async () => {
  const InstanceId = (await fleet(10))[9];
  const IamInstanceProfile = { Name: "spark-workers-ec2" };
  const on = new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile });
  const { IamInstanceProfileAssociation: made } = await ec2().send(on);
  const AssociationId = made?.AssociationId;
  const replace = new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile });
  expect(await refusalOf(ec2().send(replace))).toEqual({
    code: "IncorrectState",
    status: 400,
    message: `The association ${AssociationId} is not the active association`,
  });
  await ec2().send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
});

describe("RunInstances with DryRun", () => {
  const start = (more: Partial<RunInstancesCommandInput> = {}) =>
    new RunInstancesCommand({
      ImageId: "ami-0123456789abcdef0",
      InstanceType: "m7i.large",
      MinCount: 1,
      MaxCount: 1,
      DryRun: true,
      ...more,
    });

  async function session(accountId: string, statements: string): Promise<Keys> {
    const iam = sandbox.iam(sandbox.admin(accountId));
    const role = await aRole(iam, { trust: trusting(`arn:aws:iam::${accountId}:root`) });
    const own = { RoleName: role.name, PolicyName: "own", PolicyDocument: statements };
    await iam.send(new PutRolePolicyCommand(own));
    const assume = new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: "test" });
    const { Credentials } = await sandbox.sts(sandbox.admin(accountId)).send(assume);
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  }

  test("answers with an error that says it would have succeeded", async () => {
    const before = (await allInstances(ec2())).flat().length;
    const IamInstanceProfile = { Name: "spark-workers-ec2" };
    expect(await refusalOf(ec2().send(start({ IamInstanceProfile })))).toEqual({
      code: "DryRunOperation",
      status: 412,
      message: "Request would have succeeded, but DryRun flag is set.",
    });
    expect((await allInstances(ec2())).flat()).toHaveLength(before);
  });

  test("is refused without PassRole, and the encoded message says why to callers who may decode it", async () => {
    const keys = await session(ACME, allowing(["ec2:*", "sts:DecodeAuthorizationMessage"]));
    const IamInstanceProfile = { Name: "spark-workers-ec2" };
    const refused = await refusalOf(ec2(keys).send(start({ IamInstanceProfile })));
    expect(refused).toMatchObject({ code: "UnauthorizedOperation", status: 403 });
    expect(refused.message).toContain(
      `is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${ACME}:role/spark-workers because no identity-based policy allows the iam:PassRole action`,
    );
    const EncodedMessage = /Encoded authorization failure message: (\S+)$/.exec(refused.message)?.[1];
    const decode = new DecodeAuthorizationMessageCommand({ EncodedMessage });
    const { DecodedMessage = "" } = await sandbox.sts(keys).send(decode);
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      explicitDeny: false,
      context: { action: "PassRole", resource: `arn:aws:iam::${ACME}:role/spark-workers` },
    });
    const blind = await session(ACME, allowing("ec2:*"));
    expect(await refusalOf(sandbox.sts(blind).send(decode))).toMatchObject({ code: "AccessDenied" });
    const broken = new DecodeAuthorizationMessageCommand({ EncodedMessage: "bm90IG9uZQ" });
    expect(await refusalOf(sandbox.sts(keys).send(broken))).toMatchObject({
      code: "InvalidAuthorizationMessageException",
      status: 400,
    });
  });

  test("is refused by an SCP that requires a tag, and allowed with the tag", async () => {
    const admin = ec2(sandbox.admin(TAGS_DEMANDED));
    const refused = await refusalOf(admin.send(start()));
    expect(refused.message).toContain("with an explicit deny in a service control policy");
    const tagged = start({
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "owner", Value: "data" }] }],
    });
    expect(await refusalOf(admin.send(tagged))).toMatchObject({ code: "DryRunOperation" });
  });

  test("without DryRun starts the instance with its profile", async () => {
    const run = start({ DryRun: false, IamInstanceProfile: { Name: "spark-workers-ec2" } });
    const { Instances: [made] = [] } = await ec2().send(run);
    const InstanceIds = [made?.InstanceId ?? ""];
    const { Reservations = [] } = await ec2().send(new DescribeInstancesCommand({ InstanceIds }));
    expect(Reservations[0]?.Instances?.[0]?.IamInstanceProfile?.Arn).toContain("spark-workers-ec2");
  });
});
