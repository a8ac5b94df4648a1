import {
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  DeleteRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, onTestFinished, test } from "vitest";
import { allowing, trusting, trustsEc2 } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";
import { aRole } from "../support/things.ts";

const sandbox = aSandbox();

const SCP_ATTACH = "701300000034";
const BOUNDED = "701300000042";
const BUSY = "701300000091";
const SUSPENDED = "701300000109";
const STS_OFF = "701300000166";

const attach = new AttachRolePolicyCommand({
  RoleName: "cluster",
  PolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
});

const textOf = async (accountId: string) =>
  (await refusalOf(sandbox.iam(await sandbox.connect(accountId)).send(attach))).message;

test("an SCP's explicit deny names the policy", async () => {
  expect(await textOf(SCP_ATTACH)).toBe(
    `User: arn:aws:sts::${SCP_ATTACH}:assumed-role/rolecall-connection/test is not authorized to perform: iam:AttachRolePolicy on resource: role cluster with an explicit deny in a service control policy: arn:aws:organizations::600142857193:policy/o-9kd83hsw2q/service_control_policy/p-4h7k2m90`,
  );
});

test("an SCP applies to the account's own administrator too", async () => {
  const refused = await refusalOf(sandbox.iam(sandbox.admin(SCP_ATTACH)).send(attach));
  expect(refused.message).toContain("with an explicit deny in a service control policy");
});

test("an SCP applies where a trust policy names the caller", async () => {
  const { arn = "" } = sandbox.running().world.account(SCP_ATTACH)?.user("admin") ?? {};
  const { arn: RoleArn } = await aRole(sandbox.iam(sandbox.admin(SCP_ATTACH)), { trust: trusting(arn) });
  const assume = () =>
    sandbox.sts(sandbox.admin(SCP_ATTACH)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
  await assume();
  const { organization } = sandbox.running().world.account(SCP_ATTACH)?.settings ?? {};
  const [policy] = organization?.serviceControlPolicies ?? [];
  if (!organization || !policy) throw new Error("no organization");
  const kept = organization.serviceControlPolicies;
  organization.serviceControlPolicies = [{ ...policy, text: allowing("iam:*") }];
  onTestFinished(() => {
    organization.serviceControlPolicies = kept;
  });
  expect((await refusalOf(assume())).message).toContain(
    "because no service control policy allows the sts:AssumeRole action",
  );
});

test("a boundary without an Allow denies implicitly", async () => {
  expect(await textOf(BOUNDED)).toContain(
    "on resource: role cluster because no permissions boundary allows the iam:AttachRolePolicy action",
  );
});

test("an explicit deny in the connection role's own policy is reported", async () => {
  const iam = sandbox.iam(await sandbox.connect(ACME));
  const call = new AttachRolePolicyCommand({
    RoleName: "security-scanner",
    PolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  });
  expect((await refusalOf(iam.send(call))).message).toContain(
    "on resource: role security-scanner with an explicit deny in an identity-based policy",
  );
});

test("only the required policies may be attached, and profiles created only below the vendor's path", async () => {
  const iam = sandbox.iam(await sandbox.connect(ACME));
  const other = new AttachRolePolicyCommand({
    RoleName: "cluster-reporting",
    PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  expect(await refusalOf(iam.send(other))).toMatchObject({ code: "AccessDenied" });
  const elsewhere = new CreateInstanceProfileCommand({ InstanceProfileName: "mine", Path: "/team/" });
  expect((await refusalOf(iam.send(elsewhere))).message).toContain(
    `on resource: arn:aws:iam::${ACME}:instance-profile/team/mine because no identity-based policy allows`,
  );
});

test("AWS's own roles cannot be changed", async () => {
  const iam = sandbox.iam(sandbox.admin(ACME));
  for (const RoleName of ["AWSServiceRoleForAutoScaling", "AWSReservedSSO_DataEngineer_4f3c9a1be27d6085"]) {
    const text = `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`;
    const protectedRole = { code: "UnmodifiableEntity", status: 400, message: text };
    expect(await refusalOf(iam.send(new DeleteRoleCommand({ RoleName })))).toEqual(protectedRole);
    const trust = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trustsEc2 });
    expect(await refusalOf(iam.send(trust))).toEqual(protectedRole);
  }
});

test("an account whose allowance is used up is throttled in IAM, not in STS", async () => {
  const keys = await sandbox.connect(BUSY);
  await sandbox.sts(keys).send(new GetCallerIdentityCommand({}));
  expect(await refusalOf(sandbox.iam(keys).send(attach))).toEqual({
    code: "Throttling",
    status: 400,
    message: "Rate exceeded",
  });
});

test("a suspended account is refused with a missing subscription", async () => {
  expect(await refusalOf(sandbox.iam(await sandbox.connect(SUSPENDED)).send(attach))).toMatchObject({
    code: "OptInRequired",
    status: 403,
  });
});

test("an STS endpoint that the customer turned off refuses", async () => {
  const connection = sandbox.running().seed.connections.find(({ accountId }) => accountId === STS_OFF);
  const assume = new AssumeRoleCommand({
    RoleArn: connection?.connectionRoleArn,
    ExternalId: connection?.externalId,
    RoleSessionName: "test",
  });
  const refused = await refusalOf(sandbox.sts(sandbox.platform(), "eu-west-1").send(assume));
  expect(refused).toMatchObject({ code: "RegionDisabledException", status: 403 });
  await sandbox.sts(sandbox.platform(), "us-east-1").send(assume);
});

test("all refusals of a cross-account AssumeRole have the same text", async () => {
  const connection = sandbox.running().seed.connections.find(({ accountId }) => accountId === ACME);
  const sts = sandbox.sts(sandbox.platform());
  const from = (RoleArn: string | undefined) =>
    refusalOf(sts.send(new AssumeRoleCommand({ RoleArn, ExternalId: "wrong-id", RoleSessionName: "test" })));
  const arns = [
    connection?.connectionRoleArn,
    `arn:aws:iam::${ACME}:role/never-created`,
    `arn:aws:iam::${ACME}:role/cluster-reporting`,
  ];
  for (const arn of arns) {
    expect(await from(arn)).toEqual({
      code: "AccessDenied",
      status: 403,
      message: `User: arn:aws:iam::999988887777:user/rolecall/control-plane is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    });
  }
});
