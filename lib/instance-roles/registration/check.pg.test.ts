/**
 * `checkRegistration` against a sandbox: it reports what a registration would find, write and fail with, and writes
 * nothing.
 */
import {
  CreateInstanceProfileCommand,
  DeleteRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { isPartition } from "#lib/aws/partition.ts";
import { nameInArn, roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import { attempt, connectedTo, heldBy, makeRole, ownSandbox, register } from "../../../e2e/support/engine.ts";
import { checkRegistration } from "./check.ts";

const ACME = "418295702613";
const S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

async function check(arn: string, accountId = ACME) {
  const found = sandbox.seed.connections.find((one) => one.accountId === accountId);
  if (!found || !isPartition(found.partition)) throw new Error(`no connection of ${accountId}`);
  const { partition, connectionRoleArn, externalId } = found;
  const before = await heldBy(sandbox, accountId);
  const checked = await checkRegistration({
    roleArn: roleArnFrom(arn),
    connection: {
      id: crypto.randomUUID(),
      partition,
      accountId,
      connectionRoleArn,
      connectionRoleId: null,
      externalId,
      pendingExternalId: null,
      sourceIdentity: null,
      retiredExternalId: found.retiredExternalId ?? null,
      regions: [],
      neverMakeProfiles: false,
      tags: {},
      isProven: true,
    },
    workspaceId: crypto.randomUUID(),
  });
  expect(await heldBy(sandbox, accountId)).toEqual(before);
  return checked;
}

test("reports for a good role what is there and what would be attached and created", async () => {
  const arn = await makeRole(ACME, { attached: ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"] });
  const { found, problems, warnings } = await check(arn);
  expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  expect(found?.policies.map(({ name, isAttached }) => [name, isAttached])).toEqual([
    ["AmazonSSMManagedInstanceCore", false],
    ["CloudWatchAgentServerPolicy", true],
    ["AmazonEC2ContainerRegistryPullOnly", false],
    ["rolecall-node", false],
  ]);
  expect(found?.profile).toEqual({
    name: nameInArn(arn),
    arn: `arn:aws:iam::${ACME}:instance-profile/rolecall/${nameInArn(arn)}`,
    state: "not_there",
  });
});

test("reports the second profile name when another profile has the first", async () => {
  const arn = await makeRole(ACME);
  const name = nameInArn(arn);
  const iam = iamAs(await adminOf(ACME));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  const { found, problems, warnings } = await check(arn);
  expect(problems).toEqual([]);
  expect(found?.profile).toMatchObject({ name: `${name}-rolecall`, state: "not_there" });
  expect(warnings.map(({ code }) => code)).toEqual(["profile_holds_other_name"]);
});

test("would use an empty profile that Rolecall created", async () => {
  const arn = await makeRole(ACME);
  const job = await register(await connectedTo(sandbox, ACME), arn);
  await attempt(job);
  const inProfile = { InstanceProfileName: nameInArn(arn), RoleName: nameInArn(arn) };
  await iamAs(await adminOf(ACME)).send(new RemoveRoleFromInstanceProfileCommand(inProfile));
  const { found, problems, warnings } = await check(arn);
  expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  expect(found?.profile).toMatchObject({ name: nameInArn(arn), state: "empty" });
});

test("would not use an empty profile that has Rolecall's path and tag but was created by somebody else", async () => {
  const arn = await makeRole(ACME);
  const profile = { InstanceProfileName: nameInArn(arn), Path: "/rolecall/" };
  const Tags = [{ Key: "rolecall:managed", Value: "true" }];
  await iamAs(await adminOf(ACME)).send(new CreateInstanceProfileCommand({ ...profile, Tags }));
  const { found } = await check(arn);
  expect(found?.profile).toMatchObject({ name: `${nameInArn(arn)}-rolecall`, state: "not_there" });
});

test("reports a condition key unknown to the simulator as a warning, not as a verdict", async () => {
  const accountId = "701300000182";
  const Statement = {
    Effect: "Deny",
    Action: "iam:AttachRolePolicy",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:PrincipalTag/team": "platform" } },
  };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  const inline = { RoleName: "rolecall-connection", PolicyName: "by-team", PolicyDocument };
  await iamAs(await adminOf(accountId)).send(new PutRolePolicyCommand(inline));
  const { problems, warnings } = await check(`arn:aws:iam::${accountId}:role/cluster`, accountId);
  expect(problems).toEqual([]);
  expect(warnings).toEqual([
    { code: "permission_not_checked", facts: { actions: ["iam:AttachRolePolicy"] } },
  ]);
});

test("reports every problem at once, in the order of the steps", async () => {
  const arn = await makeRole(ACME);
  const iam = iamAs(await adminOf(ACME));
  const RoleName = nameInArn(arn);
  const Statement = [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: S3 }));
  const { problems } = await check(arn);
  expect(problems.map(({ reason }) => reason)).toEqual(["trust_no_ec2", "permissions_boundary_blocks"]);
});

test.each([
  ["arn:aws:iam::418295702613:role/never-created", ACME, ["role_not_found"]],
  ["arn:aws:iam::701300000018:role/cluster", "701300000018", ["assume_denied"]],
  ["arn:aws:iam::701300000208:role/cluster", "701300000208", ["external_id_mismatch"]],
  ["arn:aws:iam::701300000067:role/cluster", "701300000067", ["required_policy_missing"]],
])("%s: %s %s", async (arn, accountId, reasons) => {
  const { problems } = await check(arn, accountId);
  expect(problems.map(({ reason }) => reason)).toEqual(reasons);
});

test.each([
  ["701300000034", "iam:AttachRolePolicy"],
  ["701300000083", "iam:CreateInstanceProfile"],
])("account %s: that an SCP may deny %s is a warning", async (accountId, action) => {
  const { problems, warnings } = await check(`arn:aws:iam::${accountId}:role/cluster`, accountId);
  expect(problems).toEqual([]);
  expect(warnings).toContainEqual({ code: "scp_may_block_connection", facts: { actions: [action] } });
});

test("reports a missing permission even where another statement depends on an unknown condition key", async () => {
  const accountId = "701300000059";
  const Condition = { StringEquals: { "aws:PrincipalTag/team": "data" } };
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const role = { RoleName: "rolecall-connection", PolicyName: "tagged" };
  const iam = iamAs(await adminOf(accountId));
  await iam.send(new PutRolePolicyCommand({ ...role, PolicyDocument: document }));
  onTestFinished(async () => void (await iam.send(new DeleteRolePolicyCommand(role))));
  const { problems } = await check(`arn:aws:iam::${accountId}:role/cluster`, accountId);
  expect(problems.map(({ reason }) => reason)).toEqual(["attach_denied"]);
});

test.each([
  ["701300000042", "attach_denied", "boundary"],
  ["701300000059", "attach_denied", "identity"],
  ["701300000075", "profile_denied", "identity"],
  ["701300000141", "pass_role_denied", "identity"],
])("account %s: %s by the %s layer is foreseen", async (accountId, reason, policyLayer) => {
  const { problems } = await check(`arn:aws:iam::${accountId}:role/cluster`, accountId);
  expect(problems).toContainEqual(
    expect.objectContaining({ reason, aws: expect.objectContaining({ policyLayer }) }),
  );
});
