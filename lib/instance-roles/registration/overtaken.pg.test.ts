/** Two attempts at one run: the first pauses for so long that the second begins, and then continues. */
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

test("an attempt that was superseded while undoing leaves what the second one created", async () => {
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

test("an attempt that was superseded before AWS refused its call keeps the second one's ledger rows", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, arn);
  sandbox.faults.set({
    // The second attempt's call reaches AWS first.
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

test("the second attempt fills the profile that the first created as the last one the quota allows", async () => {
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
