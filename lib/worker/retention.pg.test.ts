import { afterAll, beforeAll, expect, test } from "vitest";
import { accountsDue } from "#lib/aws-accounts/check-store.ts";
import { closeDb, db } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { connectAccount, makeWorkspace } from "../../e2e/support/factories.ts";
import { ownDatabase } from "../../e2e/support/own-database.ts";
import { sweepRetention } from "./retention.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

beforeAll(ownDatabase);
afterAll(() => Promise.all([closeDb(), closeDirect()]));

async function arrange() {
  const workspace = await makeWorkspace();
  const workspaceId = workspace.id;
  const connection = { accountId: "111122223333", connectionRoleArn: "arn", externalId: "rc-x" };
  const { id: awsAccountId } = await connectAccount(workspace, connection);
  const [instanceRoleId, newest] = [uuid7(), uuid7()];
  await inWorkspace(workspaceId, async (tx) => {
    const role = {
      workspaceId,
      id: instanceRoleId,
      awsAccountId,
      name: "one",
      nameKey: "one",
      createdBy: "a test",
    };
    await tx.instanceRole.create({
      data: { ...role, roleArn: `arn:${workspaceId}`, registrationId: newest },
    });
    const run = { workspaceId, instanceRoleId, kind: "REGISTER", requestedBy: "a test" } as const;
    await tx.registration.createMany({
      data: [
        { ...run, id: newest, status: "SUCCEEDED", finishedAt: daysAgo(200) },
        { ...run, status: "FAILED", finishedAt: daysAgo(100) },
        { ...run, status: "FAILED", finishedAt: daysAgo(99) },
        { ...run, status: "FAILED", finishedAt: daysAgo(80) },
        { ...run, status: "RUNNING", createdAt: daysAgo(200) },
      ],
    });
    const event = { workspaceId, actorKind: "system", actorName: "a test", action: "test" };
    await tx.auditEvent.createMany({
      data: [
        { ...event, createdAt: daysAgo(401) },
        { ...event, createdAt: daysAgo(399) },
      ],
    });
    const key = { workspaceId, scope: "a test", bodyHash: "" };
    await tx.idempotencyKey.createMany({
      data: [
        { ...key, key: "old", createdAt: daysAgo(2) },
        { ...key, key: "new" },
      ],
    });
    const imported = {
      workspaceId,
      source: "csv",
      rows: 1,
      accepted: 0,
      alreadyRegistered: 0,
      createdBy: "a test",
    };
    await tx.import.createMany({ data: [{ ...imported, createdAt: daysAgo(91) }, imported] });
  });
  return { workspace, newest };
}

test("what ended long ago is deleted over all workspaces, in portions, and the rest stays", async () => {
  const places = [await arrange(), await arrange()];
  expect(await sweepRetention(1)).toEqual({
    runs: 4,
    "audit events": 2,
    "idempotency keys": 2,
    imports: 2,
    questions: 0,
  });
  for (const { workspace, newest } of places) {
    const left = await inWorkspace(workspace.id, async (tx) => ({
      runs: await tx.registration.findMany({ select: { id: true, status: true } }),
      events: await tx.auditEvent.count(),
      keys: await tx.idempotencyKey.findMany({ select: { key: true } }),
      imports: await tx.import.count(),
    }));
    expect(left.runs.map(({ status }) => status).toSorted()).toEqual(["FAILED", "RUNNING", "SUCCEEDED"]);
    expect(left.runs.map(({ id }) => id)).toContain(newest);
    expect(left).toMatchObject({ events: 1, keys: [{ key: "new" }], imports: 1 });
  }
});

test("a process that asks for everything to be deleted gets no further than a month of the audit log", async () => {
  const { workspace } = await arrange();
  const event = { workspaceId: workspace.id, actorKind: "system", actorName: "a test", action: "recent" };
  await inWorkspace(workspace.id, (tx) =>
    tx.auditEvent.create({ data: { ...event, createdAt: daysAgo(29) } }),
  );
  await db().$queryRaw`SELECT * FROM delete_what_is_old('0', '0', '0', 1000)`;
  const left = await inWorkspace(workspace.id, (tx) => tx.auditEvent.findMany({ select: { action: true } }));
  expect(left).toEqual([{ action: "recent" }]);
});

test("due checks are taken from each workspace in turn, and accounts that never let us in rest", async () => {
  const [big, small, shut] = [await makeWorkspace(), await makeWorkspace(), await makeWorkspace()];
  const add = async (workspace: typeof big, count: number, data: object) => {
    for (let index = 0; index < count; index++) {
      const accountId = `99990000000${index}`;
      const { id } = await connectAccount(workspace, {
        accountId,
        connectionRoleArn: "arn",
        externalId: "rc-x",
      });
      const where = { workspaceId: workspace.id, id };
      await inWorkspace(workspace.id, (tx) => tx.awsAccount.updateMany({ where, data }));
    }
  };
  await add(big, 5, { checkedAt: daysAgo(3) });
  await add(small, 1, { checkedAt: daysAgo(1) });
  const never = { status: "FAILED", connectedAt: null } as const;
  // Ten days old and checked yesterday: the next check is nine days after that one.
  await add(shut, 1, { ...never, createdAt: daysAgo(10), checkedAt: daysAgo(1) });
  const due = (most: number) =>
    accountsDue(15, most).then((rows) => rows.map(({ workspaceId }) => workspaceId));
  const all = await due(100);
  const ours = all.filter((id) => id === big.id || id === small.id);
  expect(ours.indexOf(small.id)).toBe(1);
  expect(all).not.toContain(shut.id);
  const where = { workspaceId: shut.id };
  const move = (data: object) => inWorkspace(shut.id, (tx) => tx.awsAccount.updateMany({ where, data }));
  await move({ createdAt: daysAgo(10), checkedAt: daysAgo(6) });
  expect(await due(100)).toContain(shut.id);
  await move({ createdAt: daysAgo(31), checkedAt: daysAgo(20) });
  expect(await due(100)).not.toContain(shut.id);
});
