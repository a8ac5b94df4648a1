/** Deleting a role with which instances run: they are found, and lose nothing without the admin's confirmation. */
import { AssociateIamInstanceProfileCommand, EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  jobOf,
  makeRole,
  ownSandbox,
  register,
  stored,
} from "../../../e2e/support/engine.ts";
import { removeInstanceRole } from "../remove.ts";
import { listRoleInstances } from "./list.ts";

const ACME = "418295702613";

let sandbox: RunningSandbox;
let used: Awaited<ReturnType<typeof roleInUse>>;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
  used = await roleInUse();
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

/** An Active role in a customer's own instance profile, and an instance that runs with it. */
async function roleInUse() {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME, { profile: "nodes" });
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, arn);
  await attempt(job);
  const { machine, region } = await startUsing(`${nameInArn(arn)}-nodes`);
  return { ctx, job, id: job.instanceRoleId, machine, region, before, setUp: await heldBy(sandbox, ACME) };
}

type Account = {
  instances: { id: string; region: string; state: string }[];
  associations: { instanceId: string }[];
};

/** Associates the profile with a running instance that has none. */
async function startUsing(Name: string): Promise<{ machine: string; region: string }> {
  const answer = await fetch(`${sandbox.url}/_sandbox/state?accountId=${ACME}`);
  const { instances, associations } = (await answer.json()) as Account;
  const taken = associations.map(({ instanceId }) => instanceId);
  const free = instances.find(({ id, state }) => state === "running" && !taken.includes(id));
  if (!free) throw new Error("the sandbox has no free machine");
  const { id: machine, region } = free;
  const { accessKeyId, secretAccessKey } = await adminOf(ACME);
  const credentials = { accessKeyId, secretAccessKey };
  const ec2 = new EC2Client({ region, endpoint: sandbox.url, credentials });
  const association = { InstanceId: machine, IamInstanceProfile: { Name } };
  await ec2.send(new AssociateIamInstanceProfileCommand(association));
  return { machine, region };
}

describe("while an instance runs with the role through a profile that Rolecall did not create", () => {
  test("deleting is refused naming the instance, and nothing changes", async () => {
    const { ctx, job, id, machine, region, setUp } = used;
    await expect(removeInstanceRole(ctx, id, { look: listRoleInstances })).rejects.toMatchObject({
      code: "role_in_use",
      message: expect.stringContaining(`${machine} in ${region}`),
      extra: { instances: [{ instanceId: machine, region }], notLooked: [] },
    });
    expect((await stored(job))?.status).toBe("ACTIVE");
    expect(await heldBy(sandbox, ACME)).toEqual(setUp);
  });

  test("the answer says that instances may not be listed, and the removal tries again before it undoes anything", async () => {
    const { ctx, job, id, machine, region, setUp } = used;
    const code = "UnauthorizedOperation";
    sandbox.faults.set({ errors: [{ action: "DescribeInstances", code, status: 403 }] });
    const { items, notLooked } = await listRoleInstances(ctx, id);
    expect(items).toEqual([]);
    expect(notLooked).toContainEqual({ region, why: "Rolecall's connection role may not look there" });
    await removeInstanceRole(ctx, id, { look: listRoleInstances });
    sandbox.faults.reset();
    await attempt(await jobOf(ctx, id));
    expect(await stored(job)).toMatchObject({
      status: "FAILED",
      failure: { reason: "profile_in_use", facts: { instanceIds: [machine], isMadeByRolecall: false } },
    });
    expect(await heldBy(sandbox, ACME)).toEqual(setUp);
  });

  test("deleting with `force` undoes what Rolecall did", async () => {
    const { ctx, job, id, before } = used;
    await removeInstanceRole(ctx, id, { look: listRoleInstances, forced: true });
    await attempt(await jobOf(ctx, id));
    expect(await stored(job)).toBeNull();
    const { roles, instanceProfiles } = await heldBy(sandbox, ACME);
    expect({ roles, instanceProfiles }).toEqual({
      roles: before.roles,
      instanceProfiles: before.instanceProfiles,
    });
  });
});

test("a role that no instance runs with is deleted", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, await makeRole(ACME));
  await attempt(job);
  await removeInstanceRole(ctx, job.instanceRoleId, { look: listRoleInstances });
  expect((await stored(job))?.status).toBe("DELETING");
});
