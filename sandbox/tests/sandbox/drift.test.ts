import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import type { SceneName } from "../../drift/scenes.ts";
import { aName, trustsEc2 } from "../support/endpoint.ts";
import { ACME, aSandbox } from "../support/sandbox.ts";

const sandbox = aSandbox();

const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** Returns what AWS holds of a role with a policy and a profile after a change. */
async function after(scene: SceneName) {
  const iam = sandbox.iam(sandbox.admin(ACME));
  const RoleName = aName("drift");
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustsEc2 }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: SSM }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: RoleName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: RoleName, RoleName }));
  const account = () => sandbox.running().world.account(ACME);
  const before = account()?.role(RoleName);
  const played = await sandbox.control("POST", "drift", { accountId: ACME, roleName: RoleName, scene });
  expect(played).toEqual({ status: 200, body: { status: "ok" } });
  const profile = account()?.instanceProfile(RoleName);
  return { RoleName, before, role: account()?.role(RoleName), profile, account: account() };
}

test("a policy is detached", async () => {
  expect((await after("policy_detached")).role?.attached).toEqual([]);
});

test("the role is deleted, and its profile stays", async () => {
  const { role, profile } = await after("role_deleted");
  expect(role).toBeUndefined();
  expect(profile?.roles).toEqual([]);
});

test("the role is deleted and recreated: the same ARN, another id, and no policies", async () => {
  const { before, role, profile } = await after("role_recreated");
  expect(role).toMatchObject({ arn: before?.arn, attached: [] });
  expect(role?.id).not.toBe(before?.id);
  expect(profile?.roles).toEqual([]);
});

test("the trust policy allows another service", async () => {
  expect((await after("trust_changed")).role?.trust.text).toContain("lambda.amazonaws.com");
});

test.each(["boundary_added", "boundary_changed"] as const)("%s", async (scene) => {
  const { role, account } = await after(scene);
  expect(account?.tables.policies.get(role?.boundary?.split("/").at(-1) ?? "")?.arn).toBe(role?.boundary);
});

test("the profile is emptied", async () => {
  expect((await after("profile_emptied")).profile?.roles).toEqual([]);
});

test("another role is added to the profile", async () => {
  const { RoleName, profile } = await after("profile_other_role");
  expect(profile?.roles).toEqual([`${RoleName}-other`]);
});

test("the profile is deleted", async () => {
  expect((await after("profile_deleted")).profile).toBeUndefined();
});

test("the required policy has another default version", async () => {
  const { account } = await after("node_policy_moved");
  expect(account?.tables.policies.get("rolecall-node")).toMatchObject({ defaultVersion: "v2" });
});

test("a Deny is added to the role", async () => {
  expect(Object.values((await after("inline_deny_added")).role?.inline ?? {})[0]).toContain('"Deny"');
});

test("an unknown change or role is refused with a message", async () => {
  const play = (body: object) => sandbox.control("POST", "drift", body);
  const role = { accountId: ACME, roleName: "cluster-reporting" };
  expect(await play({ ...role, scene: "flood" })).toMatchObject({ status: 400 });
  expect(await play({ ...role, roleName: "nobody", scene: "role_deleted" })).toMatchObject({ status: 400 });
});
