/** What a removal takes off, what it leaves, and what is shown where AWS refuses it. */
import { AssociateIamInstanceProfileCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  DeleteInstanceProfileCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listAuditEvents } from "#lib/audit/list.ts";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  holds,
  makeRole,
  ownSandbox,
  register,
  remove,
  statusesOf,
  stored,
  unregistered,
} from "../../../e2e/support/engine.ts";
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

const aRole = () => unregistered(sandbox, ACME);

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
        left: expect.arrayContaining([
          { kind: "profile", target: profile, why: "holds_other_role" },
          { kind: "role_in_profile", target: profile, why: "holds_other_role" },
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
    // Asked for first: a removal of a role in use is not even begun.
    const removal = await remove(ctx, job.instanceRoleId);
    await ec2.send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: machine as string,
        IamInstanceProfile: { Name: name },
      }),
    );
    await attempt(removal);
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
