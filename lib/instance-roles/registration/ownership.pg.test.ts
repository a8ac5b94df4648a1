/** What Rolecall did not create is never changed, and what somebody has taken over is left in place and reported. */
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  callsOf,
  heldBy,
  holds,
  jobOf,
  makeRole,
  ownSandbox,
  register,
  remove,
  stored,
  unregistered,
} from "../../../e2e/support/engine.ts";
import { removedInstanceRole } from "../removed.ts";
import { retryInstanceRole } from "../retry.ts";
import type { RegistrationJob } from "./job.ts";
import { workRegistration } from "./work.ts";

const ACME = "418295702613";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const DENIED = { code: "AccessDenied", status: 403 } as const;
const MARK = [{ Key: "rolecall:managed", Value: "true" }];

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

const aRole = () => unregistered(sandbox, ACME);
const admin = async () => iamAs(await adminOf(ACME));

const lastCall = () => sandbox.calls.since(0).at(-1)?.seq ?? 0;
const looksSince = (seq: number) =>
  sandbox.calls.since(seq).filter(({ action }) => action === "GetInstanceProfile").length;

const profileIn = async (name: string) =>
  (await heldBy(sandbox, ACME)).instanceProfiles.find(({ arn }) => arn.endsWith(`/${name}`));

async function outcomeOf(job: RegistrationJob) {
  const role = await stored(job);
  const { reason } = (role?.failure ?? {}) as Partial<Failure>;
  const warnings = ((role?.warnings ?? []) as Warning[]).map(({ code }) => code);
  return { status: role?.status, ...(reason && { reason }), warnings };
}

describe("a profile of the role's name below /rolecall/ that somebody else created", () => {
  const standing = { marked: MARK, unmarked: [] };

  /** Creates the profile before the registration, and checks afterwards that it is unchanged. */
  async function aForeignProfile(mark: keyof typeof standing, holding: boolean) {
    const role = await aRole();
    const iam = await admin();
    const InstanceProfileName = role.name;
    const Tags = standing[mark];
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: "/rolecall/", Tags }));
    if (holding) {
      const RoleName = (await makeRole(ACME)).split("/").at(-1) as string;
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    }
    const profileId = (await idsOf(role.name)).id;
    return { ...role, before: await heldBy(sandbox, ACME), profileId };
  }

  async function idsOf(name: string): Promise<{ id: string }> {
    const answer = await fetch(new URL(`/_sandbox/state?accountId=${ACME}`, sandbox.url));
    const { instanceProfiles } = (await answer.json()) as { instanceProfiles: { arn: string; id: string }[] };
    return instanceProfiles.find(({ arn }) => arn.endsWith(`/${name}`)) as { id: string };
  }

  const cases = [
    ["empty and marked", "marked", false],
    ["empty and without the mark", "unmarked", false],
    ["holding another role", "marked", true],
  ] as const;

  test.each(cases)(
    "%s, and not readable, is unchanged after three failed runs and a removal",
    async (...one) => {
      const [, mark, holding] = one;
      const { ctx, arn, name, before, profileId } = await aForeignProfile(mark, holding);
      const errors = [
        { action: "GetInstanceProfile", ...DENIED },
        { action: "AddRoleToInstanceProfile", ...DENIED },
      ];
      sandbox.faults.set({ errors });
      const job = await register(ctx, arn);
      await attempt(job);
      for (let retries = 0; retries < 2; retries++) {
        await retryInstanceRole(ctx, job.instanceRoleId);
        await attempt(await jobOf(ctx, job.instanceRoleId));
      }
      expect(await outcomeOf(job)).toEqual({ status: "FAILED", reason: "profile_denied", warnings: [] });
      expect(await holds(job)).toEqual([]);
      await attempt(await remove(ctx, job.instanceRoleId));
      expect(await stored(job)).toBeNull();
      expect(await heldBy(sandbox, ACME)).toEqual(before);
      expect((await idsOf(name)).id).toBe(profileId);
    },
  );

  test.each(cases)(
    "%s, makes the registration use the next name and is unchanged after the removal",
    async (...one) => {
      const [, mark, holding] = one;
      const { ctx, arn, name, before, profileId } = await aForeignProfile(mark, holding);
      const job = await register(ctx, arn);
      await attempt(job);
      expect((await stored(job))?.instanceProfileArn).toMatch(`/rolecall/${name}-rolecall`);
      await attempt(await remove(ctx, job.instanceRoleId));
      expect(await heldBy(sandbox, ACME)).toEqual(before);
      expect((await idsOf(name)).id).toBe(profileId);
    },
  );

  test("is reported as unreadable where neither it nor the profile of the next name can be read", async () => {
    const { ctx, arn, name, before } = await aForeignProfile("unmarked", false);
    const InstanceProfileName = `${name}-rolecall`;
    await (await admin()).send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    sandbox.faults.set({ errors: [{ action: "GetInstanceProfile", ...DENIED }] });
    const job = await register(ctx, arn);
    await attempt(job);
    expect((await stored(job))?.failure).toMatchObject({
      reason: "profile_denied",
      facts: { action: "iam:GetInstanceProfile" },
    });
    expect((await callsOf(job)).filter((action) => action === "CreateInstanceProfile")).toHaveLength(2);
    expect((await heldBy(sandbox, ACME)).instanceProfiles).toHaveLength(before.instanceProfiles.length + 1);
  });
});

describe("a profile whose CreateInstanceProfile response was lost", () => {
  test("is proven to be Rolecall's by its tag, used, and removed again", async () => {
    const { ctx, arn, before } = await aRole();
    sandbox.faults.set({ drop: [{ action: "CreateInstanceProfile", when: "after", times: 1 }] });
    const job = await register(ctx, arn);
    await attempt(job);
    expect((await outcomeOf(job)).status).toBe("ACTIVE");
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("stays where it cannot be read, and the failure says so", async () => {
    const { ctx, arn, name } = await aRole();
    sandbox.faults.set({
      drop: [{ action: "CreateInstanceProfile", when: "after", times: 1 }],
      errors: [
        { action: "GetInstanceProfile", ...DENIED },
        { action: "AddRoleToInstanceProfile", ...DENIED },
      ],
    });
    const job = await register(ctx, arn);
    await attempt(job, { isLastAttempt: false }).catch(() => {});
    expect(await profileIn(name)).toBeDefined();
    expect(await outcomeOf(job)).toMatchObject({ status: "FAILED", warnings: ["undo_incomplete"] });
    sandbox.faults.reset();
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await profileIn(name)).toBeUndefined();
  });
});

describe("a profile that Rolecall created and somebody has taken over", () => {
  async function anActiveRole() {
    const role = await aRole();
    const job = await register(role.ctx, role.arn);
    await attempt(job);
    expect((await outcomeOf(job)).status).toBe("ACTIVE");
    return { ...role, job };
  }

  const taken: [string, (InstanceProfileName: string) => Promise<unknown>, RegExp][] = [
    [
      "by removing its mark",
      async (InstanceProfileName) =>
        (await admin()).send(
          new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ["rolecall:managed"] }),
        ),
      /its tag rolecall:managed was removed or changed/,
    ],
    [
      "by setting its mark to false",
      async (InstanceProfileName) =>
        (await admin()).send(
          new TagInstanceProfileCommand({
            InstanceProfileName,
            Tags: [{ Key: "rolecall:managed", Value: "false" }],
          }),
        ),
      /its tag rolecall:managed was removed or changed/,
    ],
    [
      "by giving it an owner",
      async (InstanceProfileName) =>
        (await admin()).send(
          new TagInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: "owner", Value: "data" }] }),
        ),
      /somebody gave it an owner tag/,
    ],
    [
      "by making another of its name",
      async (InstanceProfileName) => {
        const iam = await admin();
        const one = { InstanceProfileName };
        await iam.send(new RemoveRoleFromInstanceProfileCommand({ ...one, RoleName: InstanceProfileName }));
        await iam.send(new DeleteInstanceProfileCommand(one));
        await iam.send(new CreateInstanceProfileCommand({ ...one, Path: "/rolecall/", Tags: MARK }));
      },
      /it is not the one Rolecall made/,
    ],
  ];

  test.each(taken)("%s stays, and the removed role's answer says why", async (_how, take, why) => {
    const { ctx, job, name } = await anActiveRole();
    await take(name);
    const setUp = await profileIn(name);
    const removal = await remove(ctx, job.instanceRoleId);
    const since = lastCall();
    await attempt(removal);
    expect(looksSince(since)).toBeOneOf([1, 2]);
    expect(await stored(job)).toBeNull();
    expect(await profileIn(name)).toEqual(setUp);
    const { left = [] } = (await removedInstanceRole(ctx, job.instanceRoleId)) ?? {};
    expect(left.map(({ kind }) => kind).toSorted()).toEqual(["profile", "role_in_profile"]);
    for (const { detail } of left) expect(detail).toMatch(why);
  });

  test("makes the removal fail, naming the missing permission, where it cannot be read", async () => {
    const { ctx, job, name } = await anActiveRole();
    const setUp = await profileIn(name);
    sandbox.faults.set({ errors: [{ action: "GetInstanceProfile", ...DENIED }] });
    await attempt(await remove(ctx, job.instanceRoleId));
    expect((await stored(job))?.failure).toMatchObject({
      reason: "undo_denied",
      facts: { denied: expect.arrayContaining([{ action: "iam:GetInstanceProfile" }]) },
    });
    expect(await profileIn(name)).toEqual(setUp);
  });

  test("with a recreated role in it keeps that role, and the registration ends", async () => {
    const { ctx, job, name } = await anActiveRole();
    const iam = await admin();
    const inProfile = { InstanceProfileName: name, RoleName: name };
    for (const PolicyArn of await attachedTo(name)) {
      await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
    }
    await iam.send(new RemoveRoleFromInstanceProfileCommand(inProfile));
    await iam.send(new DeleteRoleCommand({ RoleName: name }));
    const AssumeRolePolicyDocument = JSON.stringify(EC2_TRUST_POLICY);
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
    await iam.send(new AddRoleToInstanceProfileCommand(inProfile));
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: SSM }));
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toBeNull();
    expect((await profileIn(name))?.roles).toEqual([name]);
    expect(await attachedTo(name)).toEqual([SSM]);
    const { left } = (await removedInstanceRole(ctx, job.instanceRoleId)) ?? {};
    expect(left).toMatchObject([{ kind: "profile", detail: expect.stringContaining("created again") }]);
  });

  const attachedTo = async (name: string) =>
    (await heldBy(sandbox, ACME)).roles.find(({ arn }) => arn.endsWith(`role/${name}`))?.attached ?? [];
});

describe("a policy that the customer attaches", () => {
  test("is not detached by the failing run or a later one when AWS had refused Rolecall's own call", async () => {
    const { ctx, arn, name } = await aRole();
    sandbox.faults.set({ errors: [{ action: "AttachRolePolicy", ...DENIED }] });
    const job = await register(ctx, arn);
    await attempt(job);
    expect((await outcomeOf(job)).reason).toBe("attach_denied");
    sandbox.faults.reset();
    await (await admin()).send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: SSM }));
    const before = await heldBy(sandbox, ACME);
    await retryInstanceRole(ctx, job.instanceRoleId);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect((await stored(job))?.requiredPolicies).toMatchObject([
      { attachedBy: "already_there" },
      {},
      {},
      {},
    ]);
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("is theirs, and stays after the removal, when AWS was throttling Rolecall's own call", async () => {
    const { ctx, arn, name } = await aRole();
    sandbox.faults.set({ errors: [{ action: "AttachRolePolicy", code: "Throttling", status: 400 }] });
    const job = await register(ctx, arn);
    const since = sandbox.calls.since(0).at(-1)?.seq ?? 0;
    const working = attempt(job);
    const calls = (action: string) => sandbox.calls.since(since).filter((call) => call.action === action);
    await expect.poll(() => calls("AttachRolePolicy").length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    attachBehindOurBack(name);
    // After some seconds each try is preceded by ListAttachedRolePolicies.
    await expect.poll(() => calls("ListAttachedRolePolicies").length, { timeout: 15_000 }).toBeGreaterThan(1);
    sandbox.faults.reset();
    await working;
    expect((await stored(job))?.requiredPolicies).toMatchObject([
      { attachedBy: "already_there" },
      {},
      {},
      {},
    ]);
    await attempt(await remove(ctx, job.instanceRoleId));
    expect((await heldBy(sandbox, ACME)).roles.find((role) => role.arn === arn)?.attached).toEqual([SSM]);
  });

  /** Attaches in the sandbox's state directly, because its API is throttling. */
  function attachBehindOurBack(name: string): void {
    const account = sandbox.world.account(ACME);
    const role = account?.tables.roles.get(name);
    if (!account || !role) throw new Error(`there is no role ${name}`);
    account.saveRole({ ...role, attached: [...role.attached, SSM] });
  }
});

test("a removal looks once for a profile that was to be created long ago and never was", async () => {
  const { ctx, arn, before } = await aRole();
  const job = await register(ctx, arn);
  sandbox.faults.set({ pauseAt: [{ action: "CreateInstanceProfile", times: 1, when: "before" }] });
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = workRegistration({ id: "test", data: job, attempt: 1, isLastAttempt: false, signal });
  await expect.poll(() => sandbox.faults.paused().length, { timeout: 10_000 }).toBe(1);
  stopping.abort();
  await expect(stopped).rejects.toThrow();
  await directly(sql`
    UPDATE attachment SET updated_at = now() - interval '1 minute'
    WHERE target = ${`arn:aws:iam::${ACME}:instance-profile/rolecall/${nameInArn(arn)}`}`);
  const removal = await remove(ctx, job.instanceRoleId);
  const since = lastCall();
  await attempt(removal);
  expect(looksSince(since)).toBe(1);
  expect(await stored(job)).toBeNull();
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("of fifty retries whose profile cannot be filled, from two browsers, none leaves a profile", async () => {
  const { ctx, arn, name, before } = await aRole();
  sandbox.faults.set({ errors: [{ action: "AddRoleToInstanceProfile", ...DENIED }] });
  const job = await register(ctx, arn);
  await attempt(job);
  const since = lastCall();
  for (let retry = 0; retry < 50; retry++) {
    const clicks = [ctx, ctx].map((browser) => retryInstanceRole(browser, job.instanceRoleId));
    const ends = (await Promise.allSettled(clicks)).map(({ status }) => status);
    expect(ends.toSorted()).toEqual(["fulfilled", "rejected"]);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect(await profileIn(name)).toBeUndefined();
  }
  const changes = /^(Create|Delete)InstanceProfile$/;
  const made = sandbox.calls.since(since).filter(({ action }) => changes.test(action));
  const alternating = Array.from({ length: 50 }, () => ["CreateInstanceProfile", "DeleteInstanceProfile"]);
  expect(made.map(({ action }) => action)).toEqual(alternating.flat());
  expect(await holds(job)).toEqual([]);
  expect(await heldBy(sandbox, ACME)).toEqual(before);
}, 120_000);
