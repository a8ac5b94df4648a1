import {
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  GetAccountSummaryCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { beforeEach, expect, test, vi } from "vitest";
import { refusalOf } from "../support/refusal.ts";
import { ACME, aSandbox, GLOBEX } from "../support/sandbox.ts";

const sandbox = aSandbox();
const RoleName = "cluster-reporting";
const read = new GetRoleCommand({ RoleName });
const attach = new AttachRolePolicyCommand({
  RoleName,
  PolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
});
const iam = (accountId = ACME) => sandbox.iam(sandbox.admin(accountId));
const faults = (body: object) => sandbox.control("POST", "faults", body);

async function attached(): Promise<(string | undefined)[]> {
  const { AttachedPolicies = [] } = await iam().send(new ListAttachedRolePoliciesCommand({ RoleName }));
  return AttachedPolicies.map(({ PolicyName }) => PolicyName);
}

beforeEach(async () => {
  await sandbox.control("POST", "reset");
});

test("are off at first, and off again after DELETE", async () => {
  const off = { latencyMs: 0, propagationMs: 0, throttleRate: 0, errors: [], drop: [], pauseAt: [] };
  expect((await sandbox.control("GET", "faults")).body).toMatchObject(off);
  await faults({ throttleRate: 1 });
  expect(await refusalOf(iam().send(read))).toEqual({
    code: "Throttling",
    status: 400,
    message: "Rate exceeded",
  });
  await sandbox.control("DELETE", "faults");
  await iam().send(read);
});

test("an invalid fault is refused with a sentence", async () => {
  expect(await faults({ latency: 5 })).toEqual({
    status: 400,
    body: { error: "There is no fault called latency" },
  });
  expect((await faults({ latencyMs: "5" })).body).toEqual({ error: "latencyMs must be a number" });
});

test("every call takes the latency", async () => {
  await faults({ latencyMs: 30 });
  await iam().send(read);
  const [call] = (await sandbox.control("GET", "calls")).body;
  expect(call.durationMs).toBeGreaterThanOrEqual(29);
});

test("one account can be throttled without another", async () => {
  await faults({ throttleAccounts: [ACME] });
  expect(await refusalOf(iam().send(read))).toMatchObject({ code: "Throttling" });
  await iam(GLOBEX).send(read);
});

test("an error before the effect has no effect, one after it does", async () => {
  const error = { action: "AttachRolePolicy", times: 1, code: "ServiceFailure", status: 500 };
  await faults({ errors: [error] });
  expect(await refusalOf(iam().send(attach))).toMatchObject({ code: "ServiceFailure", status: 500 });
  expect(await attached()).toEqual([]);
  await faults({ errors: [{ ...error, when: "after" }] });
  expect(await refusalOf(iam().send(attach))).toMatchObject({ code: "ServiceFailure" });
  expect(await attached()).toEqual(["AmazonSSMManagedInstanceCore"]);
  await iam().send(attach);
});

test("the connection can be reset before and after the effect", async () => {
  await faults({ drop: [{ action: "AttachRolePolicy", times: 1 }] });
  await expect(iam().send(attach)).rejects.toThrow(/hang up|ECONNRESET|socket/i);
  expect(await attached()).toEqual([]);
  await faults({ drop: [{ action: "AttachRolePolicy", times: 1, when: "after" }] });
  await expect(iam().send(attach)).rejects.toThrow(/hang up|ECONNRESET|socket/i);
  expect(await attached()).toEqual(["AmazonSSMManagedInstanceCore"]);
});

test("a call can be paused and resumed", async () => {
  await faults({ pauseAt: [{ action: "AttachRolePolicy" }] });
  const held = iam().send(attach);
  const paused = await vi.waitUntil(async () => {
    const { body } = await sandbox.control("GET", "faults");
    return body.paused.length > 0 && body.paused;
  });
  expect(paused).toMatchObject([{ action: "AttachRolePolicy", when: "before", accountIds: [ACME] }]);
  expect(await attached()).toEqual([]);
  await sandbox.control("POST", "resume");
  await held;
  expect(await attached()).toEqual(["AmazonSSMManagedInstanceCore"]);
});

test("a client that disconnects while paused before the effect changes nothing, after it does", async () => {
  for (const [when, left] of [
    ["before", []],
    ["after", ["AmazonSSMManagedInstanceCore"]],
  ] as const) {
    await faults({ pauseAt: [{ action: "AttachRolePolicy", when }] });
    const abort = new AbortController();
    const call = iam().send(attach, { abortSignal: abort.signal });
    await vi.waitUntil(async () => (await sandbox.control("GET", "faults")).body.paused.length > 0);
    abort.abort();
    await expect(call).rejects.toThrow();
    await vi.waitUntil(async () => (await sandbox.control("GET", "faults")).body.paused.length === 0);
    expect(await attached()).toEqual(left);
  }
});

test("the third matching call can be chosen", async () => {
  await faults({ errors: [{ service: "iam", skip: 2, times: 1, code: "ServiceUnavailable", status: 503 }] });
  const outcomes = [];
  for (let n = 0; n < 4; n++)
    outcomes.push(
      await iam()
        .send(read)
        .then(
          () => "fine",
          (error) => error.Code,
        ),
    );
  expect(outcomes).toEqual(["fine", "fine", "ServiceUnavailable", "fine"]);
});

test("a write is invisible to reads until it has propagated, but in effect", async () => {
  await faults({ propagationMs: 60_000 });
  const create = new CreateInstanceProfileCommand({ InstanceProfileName: "slow" });
  await iam().send(create);
  await iam().send(attach);
  expect(
    await refusalOf(iam().send(new GetInstanceProfileCommand({ InstanceProfileName: "slow" }))),
  ).toMatchObject({
    code: "NoSuchEntity",
  });
  expect(await attached()).toEqual([]);
  expect(await refusalOf(iam().send(create))).toMatchObject({ code: "EntityAlreadyExists" });
  const { body } = await sandbox.control("GET", `state?accountId=${ACME}`);
  expect(body.instanceProfiles.map(({ arn }: { arn: string }) => arn)).toContain(
    `arn:aws:iam::${ACME}:instance-profile/slow`,
  );
});

test("calls are logged without secrets, and can be read from a sequence number on", async () => {
  await iam().send(read);
  await refusalOf(iam().send(new GetRoleCommand({ RoleName: "absent" })));
  await iam().send(new GetAccountSummaryCommand({}));
  const { body } = await sandbox.control("GET", "calls?since=0");
  const [first, second] = body.slice(-3);
  expect(first).toMatchObject({
    service: "iam",
    action: "GetRole",
    accountId: ACME,
    params: { RoleName },
    status: 200,
  });
  expect(second).toMatchObject({
    status: 404,
    code: "NoSuchEntity",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect((await sandbox.control("GET", `calls?since=${second.seq}`)).body).toHaveLength(1);
  await sandbox.control("DELETE", "calls");
  expect((await sandbox.control("GET", "calls")).body).toEqual([]);
});
