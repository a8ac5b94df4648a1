/** Every write is in the ledger before its AWS call, and exactly that is undone. */
import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  heldBy,
  holds,
  jobOf,
  ownSandbox,
  register,
  remove,
  stored,
  unregistered,
} from "../../../e2e/support/engine.ts";
import { forgetInstanceRole } from "../forget.ts";
import { retryInstanceRole } from "../retry.ts";
import type { RegistrationJob } from "./job.ts";

const ACME = "418295702613";
const DENIED = { code: "AccessDenied", status: 403 } as const;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

const aRole = () => unregistered(sandbox, ACME);

const reasonOf = async (job: RegistrationJob) => ((await stored(job))?.failure as Failure | null)?.reason;

/** Holds the first call of the action until `meanwhile` has run. */
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

describe("the ledger records each write as intended before its call and as confirmed after", () => {
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

  test("and each removal likewise", async () => {
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

describe("a run that fails undoes", () => {
  test("a write that succeeded although its answer was lost and its retry refused", async () => {
    const { ctx, arn, before } = await aRole();
    // Four calls are sent in parallel; the first takes effect and loses its answer, and its retry is refused.
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

  /** Runs an attempt that attaches the policies and then meets an unexpected error. */
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

  test("an earlier attempt's writes, where this one is denied them", async () => {
    const { job, before } = await cutOff();
    sandbox.faults.set({ errors: [{ action: "AttachRolePolicy", ...DENIED }] });
    await attempt(job);
    expect(await reasonOf(job)).toBe("attach_denied");
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("an earlier attempt's writes, where this one did not reach the role", async () => {
    const { job, before } = await cutOff();
    sandbox.faults.set({ errors: [{ action: "ListAttachedRolePolicies", ...DENIED }] });
    await attempt(job);
    expect(await reasonOf(job)).toBe("role_read_denied");
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("what an earlier run could not remove", async () => {
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

  test("nothing that an earlier successful run had set up", async () => {
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

  test("and the role's page shows no set-up once the AWS role is deleted", async () => {
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

  /** Marks the role as failed by a check since. */
  async function hasFailedSince({ workspaceId, instanceRoleId: id }: RegistrationJob) {
    await inWorkspace(workspaceId, (tx) =>
      tx.instanceRole.updateMany({ where: { workspaceId, id }, data: { status: "FAILED" } }),
    );
  }
});

test("a profile whose role is not visible yet is not mistaken for somebody else's", async () => {
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

describe("forgetting a role", () => {
  test("returns everything that is left in AWS", async () => {
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

  test("during a run ends the run, and returns everything it may have created", async () => {
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
