/** Whose instance profiles are used and made, and with which tags: the settings of an account and of a role. */
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { updateAwsAccount } from "#lib/aws-accounts/update.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { describeFailure } from "#lib/failures/failure-reasons.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  callsOf,
  connectedTo,
  heldBy,
  jobOf,
  makeRole,
  ownSandbox,
  register,
  remove,
  stored,
} from "../../../e2e/support/engine.ts";
import { getInstanceRole } from "../get.ts";
import { chooseInstanceProfile } from "../profile-choice/choose-profile.ts";
import { findRole } from "../store.ts";
import { subjectOf } from "../to-view.ts";

const ACME = "418295702613";
const DEMANDS_TAGS = "701300000232";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

async function set(ctx: Ctx, changes: Parameters<typeof updateAwsAccount>[2]) {
  const { id } = await inWorkspace(ctx.workspace.id, (tx) =>
    tx.awsAccount.findFirstOrThrow({ where: { workspaceId: ctx.workspace.id } }),
  );
  return updateAwsAccount(ctx, id, changes);
}

async function makeProfile(roleArn: string, name: string, path = "/") {
  const iam = iamAs(await adminOf(ACME));
  const { InstanceProfile } = await iam.send(
    new CreateInstanceProfileCommand({ InstanceProfileName: name, Path: path }),
  );
  await iam.send(
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: nameInArn(roleArn) }),
  );
  return InstanceProfile?.Arn as string;
}

/** As a central team would: nobody else makes or fills instance profiles. */
async function denyMaking(ctx: Ctx) {
  const { connectionRoleArn } = await inWorkspace(ctx.workspace.id, (tx) =>
    tx.awsAccount.findFirstOrThrow({ where: { workspaceId: ctx.workspace.id } }),
  );
  const iam = iamAs(await adminOf(ACME));
  const deny = {
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Action: ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"],
      Resource: "*",
    },
  };
  const policy = { RoleName: nameInArn(connectionRoleArn), PolicyName: "central-team" };
  await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(deny) }));
  onTestFinished(async () => {
    await iam.send(new DeleteRolePolicyCommand(policy));
  });
}

test("an organization that demands a tag refuses the profile until the tag is set for the account", async () => {
  const ctx = await connectedTo(sandbox, DEMANDS_TAGS);
  const arn = `arn:aws:iam::${DEMANDS_TAGS}:role/cluster`;
  const before = await heldBy(sandbox, DEMANDS_TAGS);
  const refused = await register(ctx, arn);
  await attempt(refused);
  const failure = (await stored(refused))?.failure as Failure;
  expect(failure).toMatchObject({ reason: "profile_denied", aws: { policyLayer: "scp", explicit: true } });
  const row = await inWorkspace(ctx.workspace.id, (tx) =>
    findRole(tx, ctx.workspace.id, refused.instanceRoleId),
  );
  if (!row) throw new Error("the role is gone");
  const [first] = describeFailure(failure, subjectOf(row, null)).fixes;
  expect(first?.body).toContain("More actions, Change tags");
  await attempt(await remove(ctx, refused.instanceRoleId));

  const tags = { owner: "data platform", "cost-center": "42" };
  expect((await set(ctx, { tags })).setup.tags).toEqual(tags);
  const job = await register(ctx, arn);
  await attempt(job);
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", failure: null });
  const { instanceProfiles } = await heldBy(sandbox, DEMANDS_TAGS);
  expect(instanceProfiles.find(({ roles }) => roles.includes("cluster"))).toMatchObject({
    tags: [
      { Key: "cost-center", Value: "42" },
      { Key: "owner", Value: "data platform" },
      { Key: "rolecall:attachment" },
      { Key: "rolecall:managed", Value: "true" },
    ],
  });

  // The owner tag that we set ourselves makes the profile nobody else's, also once the setting has changed.
  await set(ctx, { tags: { owner: "somebody else" } });
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await stored(job)).toBeNull();
  expect(await heldBy(sandbox, DEMANDS_TAGS)).toEqual(before);
});

test("a profile of another name below a path is used where making one is denied, by its ARN, and IAM is asked by bare names", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME, { path: "/team/ml/" });
  const profileArn = await makeProfile(arn, `central-${nameInArn(arn)}`, "/central/team/");
  await denyMaking(ctx);
  const job = await register(ctx, arn);
  await attempt(job);
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", instanceProfileArn: profileArn });
  expect(await callsOf(job)).not.toContain("CreateInstanceProfile");
  await attempt(await remove(ctx, job.instanceRoleId));
  const answer = await fetch(new URL("/_sandbox/calls", sandbox.url));
  const calls = (await answer.json()) as {
    service: string;
    action: string;
    params: Record<string, string>;
  }[];
  const names = calls.flatMap(({ service, params }) =>
    service === "iam" ? [params.RoleName, params.InstanceProfileName].filter((one) => one !== undefined) : [],
  );
  expect(names).toContain(nameInArn(arn));
  expect(names.filter((name) => name.includes("/"))).toEqual([]);
  const looked = calls.filter(({ action }) => action === "DescribeInstances");
  expect(looked.map(({ params }) => Object.values(params))).toContainEqual(
    expect.arrayContaining([profileArn]),
  );
});

test("an account whose profiles others make: none is made, the failure says so, and one made since is used", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  await set(ctx, { neverMakeProfiles: true });
  const arn = await makeRole(ACME);
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, arn);
  await attempt(job);
  expect(await stored(job)).toMatchObject({
    status: "FAILED",
    failure: { reason: "profile_missing", facts: { profileArns: [] }, step: "ensure_profile" },
  });
  expect(await callsOf(job)).not.toContain("AttachRolePolicy");
  expect(await heldBy(sandbox, ACME)).toEqual(before);

  const profileArn = await makeProfile(arn, `made-${nameInArn(arn)}`);
  await attempt(await remove(ctx, job.instanceRoleId));
  const again = await register(ctx, arn);
  await attempt(again);
  expect(await stored(again)).toMatchObject({ status: "ACTIVE", instanceProfileArn: profileArn });
});

test("of three profiles the role's own is used, the others are told, and an admin chooses another", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const name = nameInArn(arn);
  const [own, second, third] = [
    await makeProfile(arn, name),
    await makeProfile(arn, `${name}-b`, "/team/"),
    await makeProfile(arn, `${name}-c`),
  ];
  const job = await register(ctx, arn);
  await attempt(job);
  const { instanceRoleId } = job;
  const told = await getInstanceRole(ctx, instanceRoleId);
  expect(told).toMatchObject({ status: "ACTIVE", instanceProfileArn: own });
  expect(told.instanceProfileChoices).toEqual([own, second, third].toSorted());

  await chooseInstanceProfile(ctx, instanceRoleId, { instanceProfileArn: second });
  await attempt(await jobOf(ctx, instanceRoleId));
  expect(await getInstanceRole(ctx, instanceRoleId)).toMatchObject({
    status: "ACTIVE",
    instanceProfileArn: second,
    chosenInstanceProfileArn: second,
    instanceProfileChoices: [],
  });

  const elsewhere = `arn:aws:iam::${ACME}:instance-profile/not-there`;
  await chooseInstanceProfile(ctx, instanceRoleId, { instanceProfileArn: elsewhere });
  await attempt(await jobOf(ctx, instanceRoleId));
  const refused = await getInstanceRole(ctx, instanceRoleId);
  expect(refused).toMatchObject({ status: "FAILED", failure: { reason: "profile_missing" } });
  expect(refused.instanceProfileChoices).toEqual([own, second, third].toSorted());

  await chooseInstanceProfile(ctx, instanceRoleId, { instanceProfileArn: null });
  await attempt(await jobOf(ctx, instanceRoleId));
  const left = await getInstanceRole(ctx, instanceRoleId);
  expect(left).toMatchObject({ status: "ACTIVE", instanceProfileArn: own });
  expect(left.chosenInstanceProfileArn).toBeUndefined();
});

test("what cannot hold the role is refused as a field's own error", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, await makeRole(ACME));
  await attempt(job);
  for (const [given, code] of [
    [`arn:aws:iam::${DEMANDS_TAGS}:instance-profile/nodes`, "other_account"],
    [`arn:aws-cn:iam::${ACME}:instance-profile/nodes`, "other_account"],
    [`arn:aws:iam::${ACME}:role/nodes`, "profile_arn_malformed"],
    ["nodes", "profile_arn_malformed"],
  ] as const) {
    const choosing = chooseInstanceProfile(ctx, job.instanceRoleId, { instanceProfileArn: given });
    await expect(choosing).rejects.toMatchObject({ errors: [{ path: "instanceProfileArn", code }] });
  }
});
