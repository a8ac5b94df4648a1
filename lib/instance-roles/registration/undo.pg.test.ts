/** What Rolecall did is written down before AWS is told, and taken back: that, and only that. */
import { AssociateIamInstanceProfileCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listAuditEvents } from "#lib/audit/list.ts";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  holds,
  jobOf,
  makeRole,
  ownSandbox,
  register,
  remove,
  statusesOf,
  stored,
} from "../../../e2e/support/engine.ts";
import type { Failure } from "../failure.ts";
import { forgetInstanceRole } from "../forget.ts";
import { retryInstanceRole } from "../retry.ts";
import { nameInArn } from "../role-arn.ts";
import type { RegistrationJob } from "./job.ts";

const ACME = "418295702613";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const DENIED = { code: "AccessDenied", status: 403 } as const;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

/** A role that nobody has registered, in a workspace of its own, and what AWS holds before. */
async function aRole() {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  return { ctx, arn, name: nameInArn(arn), before: await heldBy(sandbox, ACME) };
}

const reasonOf = async (job: RegistrationJob) => ((await stored(job))?.failure as Failure | null)?.reason;

/** Holds the first call of the action until `meanwhile` has looked. */
async function whileHeld<T>(
  at: { action: string; when: "before" | "after" },
  work: () => Promise<void>,
  meanwhile: () => Promise<T>,
): Promise<T> {
  sandbox.faults.set({ pauseAt: [{ ...at, times: 1 }] });
  const working = work();
  await expect.poll(() => sandbox.faults.paused().length, { interval: 5, timeout: 10_000 }).toBe(1);
  const seen = await meanwhile();
  sandbox.faults.reset();
  await working;
  return seen;
}

const statesOf = async (job: RegistrationJob) =>
  (await holds(job)).map((hold) => hold.split(" ").at(-1) as string);

describe("written down before, confirmed after", () => {
  test.each([
    ["AttachRolePolicy", "before"],
    ["CreateInstanceProfile", "before"],
    ["AddRoleToInstanceProfile", "before"],
    ["AddRoleToInstanceProfile", "after"],
  ] as const)("at %s, %s AWS has done it", async (action, when) => {
    const { ctx, arn, before } = await aRole();
    const job = await register(ctx, arn);
    const seen = await whileHeld(
      { action, when },
      () => attempt(job),
      () => statesOf(job),
    );
    expect(seen).toEqual(Array(6).fill("INTENDED"));
    expect(await statesOf(job)).toEqual(Array(6).fill("PRESENT"));
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("and so is the taking back", async () => {
    const { ctx, arn } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    const removal = await remove(ctx, job.instanceRoleId);
    const seen = await whileHeld(
      { action: "RemoveRoleFromInstanceProfile", when: "before" },
      () => attempt(removal),
      () => statesOf(removal),
    );
    expect(seen).toEqual(Array(6).fill("REMOVING"));
    expect(await stored(removal)).toBeNull();
  });
});

describe("a run that fails takes back", () => {
  test("what AWS had done before it refused", async () => {
    const { ctx, arn, before } = await aRole();
    // Four are sent side by side; the first has its effect and loses its answer, and is refused when sent again.
    sandbox.faults.set({
      errors: [
        { action: "AttachRolePolicy", when: "after", times: 1, code: "ServiceFailure", status: 500 },
        { action: "AttachRolePolicy", skip: 4, ...DENIED },
      ],
    });
    const job = await register(ctx, arn);
    await attempt(job);
    expect(await reasonOf(job)).toBe("attach_denied");
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  /** An attempt that attached the policies and then met something nobody expects. */
  async function cutOff() {
    const role = await aRole();
    sandbox.faults.set({
      errors: [{ action: "CreateInstanceProfile", code: "OptInRequired", status: 403 }],
    });
    const job = await register(role.ctx, role.arn);
    await attempt(job, { isLastAttempt: false }).catch(() => {});
    expect(await heldBy(sandbox, ACME)).not.toEqual(role.before);
    return { ...role, job };
  }

  test("what an earlier attempt did, where this one may not any more", async () => {
    const { job, before } = await cutOff();
    sandbox.faults.set({ errors: [{ action: "AttachRolePolicy", ...DENIED }] });
    await attempt(job);
    expect(await reasonOf(job)).toBe("attach_denied");
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("what an earlier attempt did, where this one did not come to the role", async () => {
    const { job, before } = await cutOff();
    sandbox.faults.set({ errors: [{ action: "ListAttachedRolePolicies", ...DENIED }] });
    await attempt(job);
    expect(await reasonOf(job)).toBe("role_read_denied");
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("what an earlier run could not take back", async () => {
    const { ctx, arn, before } = await aRole();
    const noProfile = { action: "CreateInstanceProfile", ...DENIED };
    sandbox.faults.set({ errors: [noProfile, { action: "DetachRolePolicy", ...DENIED }] });
    const job = await register(ctx, arn);
    await attempt(job);
    expect(await statesOf(job)).toEqual(Array(4).fill("REMOVING"));
    sandbox.faults.set({ errors: [noProfile] });
    await retryInstanceRole(ctx, job.instanceRoleId);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect(await reasonOf(job)).toBe("profile_denied");
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("nothing that an earlier run had set up", async () => {
    const { ctx, arn } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    const [setUp, held, before] = [await heldBy(sandbox, ACME), await holds(job), await shown(job)];
    expect(before.requiredPolicies).toHaveLength(4);
    await hasFailedSince(job);
    sandbox.faults.set({
      errors: [{ action: "SimulatePrincipalPolicy", code: "OptInRequired", status: 403 }],
    });
    await retryInstanceRole(ctx, job.instanceRoleId);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect(await reasonOf(job)).toBe("unexpected");
    expect(await holds(job)).toEqual(held);
    expect(await heldBy(sandbox, ACME)).toEqual(setUp);
    expect(await shown(job)).toEqual(before);
  });

  test("nor is it shown any more once the role is gone", async () => {
    const { ctx, arn, name } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    await hasFailedSince(job);
    const iam = iamAs(await adminOf(ACME));
    const { roles } = await heldBy(sandbox, ACME);
    for (const PolicyArn of roles.find((role) => role.arn === arn)?.attached ?? []) {
      await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
    }
    const inProfile = { InstanceProfileName: name, RoleName: name };
    await iam.send(new RemoveRoleFromInstanceProfileCommand(inProfile));
    await iam.send(new DeleteRoleCommand({ RoleName: name }));
    await retryInstanceRole(ctx, job.instanceRoleId);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect(await reasonOf(job)).toBe("role_not_found");
    expect(await shown(job)).toEqual({ instanceProfileArn: null, requiredPolicies: [] });
  });

  const shown = async (job: RegistrationJob) => {
    const { instanceProfileArn, requiredPolicies } = (await stored(job)) ?? {};
    return { instanceProfileArn, requiredPolicies };
  };

  /** As a check finds it. */
  async function hasFailedSince({ workspaceId, instanceRoleId: id }: RegistrationJob) {
    await inWorkspace(workspaceId, (tx) =>
      tx.instanceRole.updateMany({ where: { workspaceId, id }, data: { status: "FAILED" } }),
    );
  }
});

test("a profile that was filled, and does not show it yet, is not taken for somebody else's", async () => {
  const { ctx, arn, name, before } = await aRole();
  sandbox.faults.set({
    propagationMs: 1_500,
    drop: [{ action: "AddRoleToInstanceProfile", when: "after", times: 1 }],
  });
  const job = await register(ctx, arn);
  await attempt(job);
  const instanceProfileArn = `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}`;
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", instanceProfileArn });
  expect((await heldBy(sandbox, ACME)).instanceProfiles).toHaveLength(before.instanceProfiles.length + 1);
  sandbox.faults.reset();
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

describe("a removal", () => {
  test("does not miss what was taken away by hand", async () => {
    const { ctx, arn, name, before } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    const iam = iamAs(await adminOf(ACME));
    await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: SSM }));
    const profile = { InstanceProfileName: name };
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ ...profile, RoleName: name }));
    await iam.send(new DeleteInstanceProfileCommand(profile));
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("leaves alone what was changed by hand, or stood there before, and lists it", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const arn = await makeRole(ACME, { attached: [SSM] });
    const name = nameInArn(arn);
    const job = await register(ctx, arn);
    await attempt(job);
    const iam = iamAs(await adminOf(ACME));
    const InstanceProfileName = name;
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: name }));
    const otherArn = await makeRole(ACME);
    const RoleName = nameInArn(otherArn);
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toBeNull();
    const profile = `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}`;
    const now = await heldBy(sandbox, ACME);
    expect(now.instanceProfiles.find((one) => one.arn === profile)?.roles).toEqual([RoleName]);
    expect(now.roles.find((role) => role.arn === arn)?.attached).toEqual([SSM]);
    const { items } = await listAuditEvents(ctx, { limit: 1 });
    expect(items[0]).toMatchObject({
      action: "instance_role.removed",
      targetId: job.instanceRoleId,
      details: {
        thereBefore: [SSM],
        changedByHand: expect.arrayContaining([
          { kind: "profile", target: profile },
          { kind: "role_in_profile", target: profile },
        ]),
      },
    });
  });

  test("leaves what somebody else attached after an earlier one had taken it off", async () => {
    const { ctx, arn, name } = await aRole();
    const earlier = await register(ctx, arn);
    await attempt(earlier);
    await attempt(await remove(ctx, earlier.instanceRoleId));
    await iamAs(await adminOf(ACME)).send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: SSM }));
    const before = await heldBy(sandbox, ACME);
    // As if it were some minutes later.
    await directly(sql`
      UPDATE attachment SET updated_at = updated_at - interval '5 minutes' WHERE state = 'REMOVING'`);
    const job = await register(ctx, arn);
    await attempt(job);
    const { requiredPolicies } = (await stored(job)) ?? {};
    expect(requiredPolicies).toMatchObject([{ arn: SSM, attachedBy: "already_there" }, {}, {}, {}]);
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("takes off what is not required any more, too", async () => {
    const { ctx, arn, before } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    const { policies } = requiredPolicySet();
    const [dropped] = policies.splice(1, 1);
    try {
      await attempt(await remove(ctx, job.instanceRoleId));
    } finally {
      policies.splice(1, 0, dropped as (typeof policies)[number]);
    }
    expect(await stored(job)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  describe("that AWS refuses", () => {
    const refusing = (action: string, error: { code: string; status: number } = DENIED) =>
      sandbox.faults.set({ errors: [{ action, ...error }] });

    async function anActiveRole(before: { profile?: string; attached?: string[] } = {}) {
      const ctx = await connectedTo(sandbox, ACME);
      const job = await register(ctx, await makeRole(ACME, before));
      await attempt(job);
      const { instanceProfileArn } = (await stored(job)) ?? {};
      expect(instanceProfileArn).toMatch(/:instance-profile/);
      return { instanceProfileArn, removal: await remove(ctx, job.instanceRoleId) };
    }

    const outcome = async (job: RegistrationJob) => {
      const { status, failure, instanceProfileArn, requiredPolicies } = (await stored(job)) ?? {};
      const { ensure_profile, attach_policies } = await statusesOf(job);
      const { reason, step } = failure as Failure;
      const policies = (requiredPolicies as { name: string }[]).map(({ name }) => name);
      return { status, reason, step, instanceProfileArn, policies, ensure_profile, attach_policies };
    };
    const refused = { status: "FAILED", reason: "undo_denied" };
    const all = [
      "AmazonSSMManagedInstanceCore",
      "CloudWatchAgentServerPolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "rolecall-node",
    ];

    test("the policies of, has failed in that step, and shows them still, but not the deleted profile", async () => {
      const { removal } = await anActiveRole();
      refusing("DetachRolePolicy");
      await attempt(removal);
      const steps = { step: "attach_policies", ensure_profile: "DONE", attach_policies: "FAILED" };
      expect(await outcome(removal)).toEqual({
        ...refused,
        ...steps,
        instanceProfileArn: null,
        policies: all,
      });
    });

    test("the policies of, goes on showing a profile that was there before", async () => {
      const { removal, instanceProfileArn } = await anActiveRole({ profile: "ec2" });
      refusing("DetachRolePolicy");
      await attempt(removal);
      expect(await outcome(removal)).toMatchObject({ ...refused, instanceProfileArn });
    });

    test("the profile of, has failed in that step, shows it still, but not the policies that were taken off", async () => {
      const { removal, instanceProfileArn } = await anActiveRole();
      refusing("DeleteInstanceProfile");
      await attempt(removal);
      const steps = { step: "ensure_profile", ensure_profile: "FAILED", attach_policies: "DONE" };
      expect(await outcome(removal)).toEqual({ ...refused, ...steps, instanceProfileArn, policies: [] });
      expect(await holds(removal)).toEqual([`profile ${instanceProfileArn} REMOVING`]);
    });

    test("one policy of, shows that one still, and the one that was there before", async () => {
      const { removal } = await anActiveRole({ attached: [SSM] });
      sandbox.faults.set({ errors: [{ action: "DetachRolePolicy", times: 1, ...DENIED }] });
      await attempt(removal);
      const [before, still, ...others] = (await outcome(removal)).policies;
      expect({ before, others }).toEqual({ before: nameInArn(SSM), others: [] });
      expect(await holds(removal)).toEqual([expect.stringMatching(`^policy .*/${still} REMOVING$`)]);
    });

    test("everything of, has failed in both steps", async () => {
      const { removal, instanceProfileArn } = await anActiveRole();
      sandbox.faults.set({
        errors: ["RemoveRoleFromInstanceProfile", "DetachRolePolicy"].map((action) => ({
          action,
          ...DENIED,
        })),
      });
      await attempt(removal);
      const steps = { step: "ensure_profile", ensure_profile: "FAILED", attach_policies: "FAILED" };
      expect(await outcome(removal)).toEqual({ ...refused, ...steps, instanceProfileArn, policies: all });
      expect(await holds(removal)).toHaveLength(6);
    });

    test("after an attempt that was cut off behind the profile, shows that profile no more", async () => {
      const { removal } = await anActiveRole();
      refusing("DetachRolePolicy", { code: "OptInRequired", status: 403 });
      await attempt(removal, { isLastAttempt: false }).catch(() => {});
      expect((await stored(removal))?.status).toBe("DELETING");
      refusing("DetachRolePolicy");
      await attempt(removal);
      expect(await outcome(removal)).toMatchObject({ ...refused, instanceProfileArn: null });
    });
  });

  test("takes nothing away while a machine runs with the profile, and says which", async () => {
    const { ctx, arn, name } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    const setUp = await heldBy(sandbox, ACME);
    const { accessKeyId, secretAccessKey } = await adminOf(ACME);
    const credentials = { accessKeyId, secretAccessKey };
    const ec2 = new EC2Client({ region: "us-east-1", endpoint: sandbox.url, credentials });
    const account = await (await fetch(`${sandbox.url}/_sandbox/state?accountId=${ACME}`)).json();
    const [machine] = freeMachines(account as Account);
    await ec2.send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: machine as string,
        IamInstanceProfile: { Name: name },
      }),
    );
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toMatchObject({
      status: "FAILED",
      failure: { reason: "profile_in_use", facts: { instanceIds: [machine] } },
    });
    const { roles, instanceProfiles } = await heldBy(sandbox, ACME);
    expect({ roles, instanceProfiles }).toEqual({
      roles: setUp.roles,
      instanceProfiles: setUp.instanceProfiles,
    });
  });
});

describe("forgetting", () => {
  test("answers everything that is left", async () => {
    const { ctx, arn, name } = await aRole();
    const job = await register(ctx, arn);
    await attempt(job);
    const { left } = await forgetInstanceRole(ctx, job.instanceRoleId);
    const profile = `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}`;
    const [role] = (await heldBy(sandbox, ACME)).roles.filter((one) => one.arn === arn);
    expect(left.map(({ kind, target }) => `${kind} ${target}`).toSorted()).toEqual([
      ...(role?.attached ?? []).map((policy) => `policy ${policy}`),
      `profile ${profile}`,
      `role_in_profile ${profile}`,
    ]);
  });

  test("in the middle of a run ends it, and what it answers is all there can be", async () => {
    const { ctx, arn } = await aRole();
    const job = await register(ctx, arn);
    const { left } = await whileHeld(
      { action: "CreateInstanceProfile", when: "before" },
      () => attempt(job),
      () => forgetInstanceRole(ctx, job.instanceRoleId),
    );
    expect(left).toHaveLength(6);
    expect(await stored(job)).toBeNull();
    const again = await register(ctx, arn);
    await attempt(again);
    expect((await stored(again))?.status).toBe("ACTIVE");
    const [role] = (await heldBy(sandbox, ACME)).roles.filter((one) => one.arn === arn);
    expect(role?.attached).toHaveLength(4);
  });
});

type Account = {
  instances: { id: string; region: string; state: string }[];
  associations: { instanceId: string }[];
};

function freeMachines({ instances, associations }: Account): string[] {
  const taken = associations.map(({ instanceId }) => instanceId);
  return instances
    .filter(({ id, region, state }) => region === "us-east-1" && state === "running" && !taken.includes(id))
    .map(({ id }) => id);
}
