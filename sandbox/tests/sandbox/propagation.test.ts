import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { trusting, trustsEc2 } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";

let ahead = 0;
const sandbox = aSandbox({ faults: { propagationMs: 10_000 }, now: () => Date.now() + ahead });
const iam = () => {
  const client = sandbox.iam(sandbox.admin(ACME));
  client.config.systemClockOffset = ahead;
  return client;
};

/** Advances the sandbox's clock. */
const later = (ms: number) => {
  ahead += ms;
};

test("each write becomes visible after its own delay", async () => {
  const RoleName = "fresh";
  const read = () => iam().send(new GetRoleCommand({ RoleName }));
  await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustsEc2 }));
  expect(await refusalOf(read())).toMatchObject({ code: "NoSuchEntity" });
  later(6_000);
  // The role is what the write changes, so the write sees its latest version.
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  await iam().send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  later(5_000);
  await read();
  const list = () => iam().send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect((await list()).AttachedPolicies).toEqual([]);
  later(6_000);
  expect((await list()).AttachedPolicies).toHaveLength(1);
});

test("a new role cannot be put into a profile, nor be trusted", async () => {
  const RoleName = "newcomer";
  const InstanceProfileName = "newcomer";
  const { Role } = await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustsEc2 }));
  await iam().send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  const add = () => iam().send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }));
  expect(await refusalOf(add())).toMatchObject({
    code: "NoSuchEntity",
    message: "The role with name newcomer cannot be found.",
  });
  const trust = () =>
    iam().send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: "etl-nightly",
        PolicyDocument: trusting(Role?.Arn ?? ""),
      }),
    );
  expect(await refusalOf(trust())).toMatchObject({ code: "MalformedPolicyDocument" });
  later(11_000);
  await add();
  await trust();
  const { InstanceProfile } = await iam().send(new GetInstanceProfileCommand({ InstanceProfileName }));
  expect(InstanceProfile?.Roles).toEqual([]);
});

test("a changed trust policy takes effect when it has propagated", async () => {
  const { connectionRoleArn: RoleArn, externalId: ExternalId } =
    sandbox.running().seed.connections.find(({ accountId }) => accountId === ACME) ?? {};
  const assume = () => {
    const sts = sandbox.sts(sandbox.platform());
    sts.config.systemClockOffset = ahead;
    return sts.send(new AssumeRoleCommand({ RoleArn, ExternalId, RoleSessionName: "test" }));
  };
  await assume();
  await iam().send(
    new UpdateAssumeRolePolicyCommand({ RoleName: "rolecall-connection", PolicyDocument: trustsEc2 }),
  );
  await assume();
  later(11_000);
  expect(await refusalOf(assume())).toMatchObject({ code: "AccessDenied" });
});

test("a deleted role is still visible for a while", async () => {
  const RoleName = "short-lived";
  await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustsEc2 }));
  later(11_000);
  await iam().send(new DeleteRoleCommand({ RoleName }));
  await iam().send(new GetRoleCommand({ RoleName }));
  expect(await refusalOf(iam().send(new DeleteRoleCommand({ RoleName })))).toMatchObject({
    code: "NoSuchEntity",
  });
  later(11_000);
  expect(await refusalOf(iam().send(new GetRoleCommand({ RoleName })))).toMatchObject({
    code: "NoSuchEntity",
  });
});
