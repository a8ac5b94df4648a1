/** Attaching, replacing and taking off for real: one outcome for each machine, whatever happens in between. */
import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { ACME, attachableAccount, ec2As, startFleet } from "../../../e2e/instances/arrange.ts";
import { attempt, makeRole, ownSandbox, register } from "../../../e2e/support/engine.ts";
import { getInstanceChange } from "./get.ts";
import { changeInstances } from "./request.ts";
import { undoChange } from "./undo.ts";
import type { ChangeView } from "./view.ts";
import { workInstanceChange } from "./work.ts";

const region = "eu-north-1";

let sandbox: RunningSandbox;
let place: Awaited<ReturnType<typeof attachableAccount>>;
let ec2: EC2Client;
let nodes: { id: string; profile: string };
let others: { id: string; profile: string };
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
  place = await attachableAccount();
  ec2 = await ec2As(sandbox, region);
  nodes = await activeRole();
  others = await activeRole();
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

async function activeRole() {
  const arn = await makeRole(ACME, { profile: "nodes" });
  const job = await register(place.ctx, arn);
  await attempt(job);
  return { id: job.instanceRoleId, profile: `${nameInArn(arn)}-nodes` };
}

const change = (instanceIds: string[], instanceRoleId: string | null) =>
  changeInstances(place.ctx, place.account.id, { region, instanceIds, instanceRoleId });

/** One attempt, as the worker makes it. */
async function work({ id }: ChangeView, signal = new AbortController().signal): Promise<ChangeView> {
  const data = { workspaceId: place.ctx.workspace.id, changeId: id };
  await workInstanceChange({ id: "test", data, attempt: 1, isLastAttempt: true, signal });
  return getInstanceChange(place.ctx, place.account.id, id);
}

const outcomes = ({ items }: ChangeView) =>
  Object.fromEntries(items.map(({ instanceId, outcome, reason }) => [instanceId, outcome ?? reason]));

/** The names of the profiles that EC2 shows on the machines. */
async function onThem(instanceIds: string[]): Promise<(string | undefined)[]> {
  const filter = { Name: "instance-id", Values: instanceIds };
  const { IamInstanceProfileAssociations: found = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ Filters: [filter] }),
  );
  return instanceIds.map((id) =>
    found
      .find(({ InstanceId }) => InstanceId === id)
      ?.IamInstanceProfile?.Arn?.split("/")
      .at(-1),
  );
}

/** The states of the machines' associations, each once. */
async function statesOf(instanceIds: string[]): Promise<(string | undefined)[]> {
  const filter = { Name: "instance-id", Values: instanceIds };
  const { IamInstanceProfileAssociations: found = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ Filters: [filter] }),
  );
  return [...new Set(found.map(({ State }) => State))];
}

/** Ten machines, the last of them stopped. */
const fleet = (profile?: string, count = 10) =>
  startFleet(sandbox, { region, count, ...(profile && { profile }) });

const writes = () =>
  sandbox.calls
    .since(0)
    .flatMap(({ action }) => (/^(Associate|Replace|Disassociate)/.test(action) ? action : []));

describe("attaching to machines that have nothing", () => {
  test("puts the role on running and stopped ones while EC2 takes its time, and once there does nothing", async () => {
    sandbox.faults.set({ associationMs: 300 });
    const ids = await fleet();
    const done = await work(await change(ids, nodes.id));
    expect(done).toMatchObject({ status: "SETTLED", counts: { open: 0, done: 10, failed: 0 } });
    expect(new Set(Object.values(outcomes(done)))).toEqual(new Set(["attached"]));
    expect(await onThem(ids)).toEqual(ids.map(() => nodes.profile));
    sandbox.calls.clear();
    const again = await work(await change(ids, nodes.id));
    expect(new Set(Object.values(outcomes(again)))).toEqual(new Set(["unchanged"]));
    expect(writes()).toEqual([]);
    expect(again.canUndo).toBe(false);
  });
});

describe("replacing", () => {
  test("replaces on running machines, takes off and on on the stopped one, and is undone", async () => {
    sandbox.faults.set({ associationMs: 200 });
    const ids = await fleet(others.profile);
    // What is still being associated is somebody else at work.
    await expect.poll(() => statesOf(ids)).toEqual(["associated"]);
    sandbox.calls.clear();
    const done = await work(await change(ids, nodes.id));
    expect(new Set(Object.values(outcomes(done)))).toEqual(new Set(["replaced"]));
    expect(writes().toSorted()).toEqual([
      "AssociateIamInstanceProfile",
      "DisassociateIamInstanceProfile",
      ...Array.from({ length: 9 }, () => "ReplaceIamInstanceProfileAssociation"),
    ]);
    expect(done.items[0]?.before).toMatchObject({ roleName: expect.any(String) });
    const undone = await work(await undoChange(place.ctx, place.account.id, done.id));
    expect(undone).toMatchObject({ kind: "undo", undoes: done.id, counts: { failed: 0 } });
    expect(await onThem(ids)).toEqual(ids.map(() => others.profile));
  });

  test("an undo leaves alone what has been changed since", async () => {
    const [id = ""] = await fleet(others.profile, 1);
    const first = await work(await change([id], nodes.id));
    await work(await change([id], null));
    const undone = await work(await undoChange(place.ctx, place.account.id, first.id));
    expect(outcomes(undone)).toEqual({ [id]: "changed_since" });
    expect(await onThem([id])).toEqual([undefined]);
  });
});

test("taking off is undone by putting the same back", async () => {
  const ids = await fleet(others.profile, 2);
  const off = await work(await change(ids, null));
  expect(Object.values(outcomes(off))).toEqual(["detached", "detached"]);
  expect(await onThem(ids)).toEqual([undefined, undefined]);
  await work(await undoChange(place.ctx, place.account.id, off.id));
  expect(await onThem(ids)).toEqual([others.profile, others.profile]);
});

describe("when others are at work", () => {
  test("of two in the workspace the second is refused with the machine", async () => {
    const [id = "", free = ""] = await fleet(undefined, 2);
    const first = await change([id], nodes.id);
    await expect(change([id], others.id)).rejects.toMatchObject({
      code: "instance_in_use",
      extra: { instanceIds: [id] },
    });
    const both = await work(await change([id, free], others.id));
    expect(outcomes(both)).toEqual({ [id]: "instance_in_use", [free]: "attached" });
    expect(outcomes(await work(first))).toEqual({ [id]: "attached" });
  });

  test("somebody who attaches another profile between the look and the call has it", async () => {
    const [id = ""] = await fleet(undefined, 1);
    sandbox.faults.set({ pauseAt: [{ action: "AssociateIamInstanceProfile", times: 1 }] });
    const working = work(await change([id], nodes.id));
    await expect.poll(() => sandbox.faults.paused().length).toBe(1);
    await ec2.send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: id,
        IamInstanceProfile: { Name: others.profile },
      }),
    );
    sandbox.faults.reset();
    expect(outcomes(await working)).toEqual({ [id]: "instance_in_use" });
    expect(await onThem([id])).toEqual([others.profile]);
  });

  test("a machine that is terminated in the middle ends with its state, and one that is gone is told", async () => {
    const [id = "", other = ""] = await fleet(undefined, 2);
    sandbox.faults.set({ pauseAt: [{ action: "AssociateIamInstanceProfile", times: 1 }] });
    const working = work(await change([id], nodes.id));
    await expect.poll(() => sandbox.faults.paused().length).toBe(1);
    const machines = sandbox.world.account(ACME)?.tables.instances;
    const machine = machines?.get(id);
    if (machine) machines?.set(id, { ...machine, state: "terminated" });
    sandbox.faults.reset();
    expect(outcomes(await working)).toEqual({ [id]: "instance_state" });
    const later = await change([other], nodes.id);
    machines?.delete(other);
    expect(outcomes(await work(later))).toEqual({ [other]: "instance_gone" });
  });
});

test("throttled looks and calls are waited out", async () => {
  const ids = await fleet(others.profile);
  const code = "RequestLimitExceeded";
  sandbox.faults.set({
    errors: [
      { action: "DescribeIamInstanceProfileAssociations", code, status: 503, times: 3 },
      { action: "ReplaceIamInstanceProfileAssociation", code, status: 503, times: 6 },
    ],
  });
  expect((await work(await change(ids, nodes.id))).counts).toMatchObject({ done: 10, failed: 0 });
});

test("a stopped machine whose new profile is refused gets its own back", async () => {
  const ids = await fleet(others.profile);
  const stopped = ids.at(-1) ?? "";
  const code = "UnauthorizedOperation";
  const action = "AssociateIamInstanceProfile";
  sandbox.faults.set({ errors: [{ action, code, status: 403, times: 1 }] });
  const done = await work(await change([stopped], nodes.id));
  expect(done.items).toMatchObject([
    { reason: "not_granted", detail: expect.stringContaining("What was on it before has been put back.") },
  ]);
  expect(await onThem([stopped])).toEqual([others.profile]);
});

test("a profile that was made again under its name is dead on a machine, and is put on anew", async () => {
  const [id = ""] = await fleet(nodes.profile, 1);
  const associations = sandbox.world.account(ACME)?.tables.associations;
  const dead = associations?.values().find(({ instanceId }) => instanceId === id);
  if (dead) associations?.set(dead.id, { ...dead, profileId: "AIPADEADDEADDEADDEAD1" });
  expect(outcomes(await work(await change([id], nodes.id)))).toEqual({ [id]: "replaced" });
});

test("two hundred machines are changed once each although the worker dies in between", async () => {
  const ids = await fleet(others.profile, 200);
  sandbox.faults.set({ associationMs: 100 });
  sandbox.calls.clear();
  const begun = await change(ids, nodes.id);
  const dying = new AbortController();
  const first = work(begun, dying.signal);
  await expect.poll(() => writes().length, { timeout: 20_000 }).toBeGreaterThan(40);
  dying.abort();
  await expect(first).rejects.toThrow();
  const halfway = await getInstanceChange(place.ctx, place.account.id, begun.id);
  expect(halfway.counts.open).toBeGreaterThan(0);
  const done = await work(begun);
  expect(done.counts).toEqual({ open: 0, done: 200, failed: 0 });
  expect(new Set(Object.values(outcomes(done)))).toEqual(new Set(["replaced"]));
  expect(await onThem(ids)).toEqual(ids.map(() => nodes.profile));
  // Twenty of them are stopped: two calls each.
  expect(writes()).toHaveLength(220);
  const undone = await work(await undoChange(place.ctx, place.account.id, begun.id));
  expect(undone.counts).toEqual({ open: 0, done: 200, failed: 0 });
  expect(await onThem(ids)).toEqual(ids.map(() => others.profile));
});

describe("what may not be", () => {
  test("is a role that is not Active", async () => {
    const job = await register(place.ctx, await makeRole(ACME));
    const [id = ""] = await fleet(undefined, 1);
    await expect(change([id], job.instanceRoleId)).rejects.toMatchObject({ code: "role_not_active" });
  });

  test("is an account that has not opted into it", async () => {
    const plain = await attachableAccount({ includeAttach: false });
    const asked = { region, instanceIds: ["i-0123456789abcdef0"], instanceRoleId: null };
    await expect(changeInstances(plain.ctx, plain.account.id, asked)).rejects.toMatchObject({
      code: "not_granted",
      extra: { awsAccount: { id: plain.account.id } },
    });
  });
});
