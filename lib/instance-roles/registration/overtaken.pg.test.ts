/** Two attempts at one run: the first stood still for so long that the second was begun, and then goes on. */
import {
  DeleteInstanceProfileCommand,
  GetAccountSummaryCommand,
  ListInstanceProfilesCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
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
  stored,
} from "../../../e2e/support/engine.ts";
import type { RegistrationJob } from "./job.ts";

const ACME = "418295702613";
const DENIED = { code: "AccessDenied", status: 403 } as const;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

const pausedCalls = (count: number) =>
  expect.poll(() => sandbox.faults.paused().length, { interval: 5, timeout: 10_000 }).toBe(count);

const attachedTo = async (arn: string) =>
  (await heldBy(sandbox, ACME)).roles.find((role) => role.arn === arn)?.attached;

async function isWhole(job: RegistrationJob, arn: string) {
  expect((await stored(job))?.status).toBe("ACTIVE");
  expect((await holds(job)).map((hold) => hold.split(" ").at(-1))).toEqual(Array(6).fill("PRESENT"));
  expect(await attachedTo(arn)).toHaveLength(4);
}

test("in the middle of taking back, it leaves what the second has made", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const job = await register(ctx, arn);
  sandbox.faults.set({
    errors: [{ action: "CreateInstanceProfile", times: 1, ...DENIED }],
    pauseAt: [{ action: "DetachRolePolicy", when: "after", times: 4 }],
  });
  const first = attempt(job);
  await pausedCalls(4);
  await attempt(job);
  sandbox.faults.reset();
  await first;
  await isWhole(job, arn);
});

test("told of a refusal, it does not cross out what the second has made", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, arn);
  sandbox.faults.set({
    // The second attempt's call is the first to come through.
    errors: [{ action: "CreateInstanceProfile", skip: 1, times: 1, ...DENIED }],
    pauseAt: [{ action: "CreateInstanceProfile", times: 1 }],
  });
  const first = attempt(job);
  await pausedCalls(1);
  await attempt(job);
  sandbox.faults.resume();
  await first;
  await isWhole(job, arn);
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("with the last profile there may be made but not filled, the second fills it", async () => {
  const FULL = "701300000158";
  const iam = iamAs(await adminOf(FULL));
  const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesCommand({ MaxItems: 1_000 }));
  const InstanceProfileName = InstanceProfiles.find(({ Roles }) => !Roles?.length)?.InstanceProfileName;
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  expect(SummaryMap?.InstanceProfiles).toBe((SummaryMap?.InstanceProfilesQuota as number) - 1);
  const job = await register(await connectedTo(sandbox, FULL), await makeRole(FULL));
  sandbox.faults.set({ pauseAt: [{ action: "AddRoleToInstanceProfile", times: 1 }] });
  const first = attempt(job);
  await pausedCalls(1);
  await attempt(job);
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", failure: null });
  sandbox.faults.reset();
  await first;
  expect((await stored(job))?.status).toBe("ACTIVE");
});
