/** Listing an account's machines: what is on them, page by page, and what is said where AWS does not answer. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { ACME, attachableAccount, startFleet } from "../../../e2e/instances/arrange.ts";
import { attempt, makeRole, ownSandbox, register } from "../../../e2e/support/engine.ts";
import { ListInstances } from "../schema.ts";
import { listInstances } from "./list.ts";

let sandbox: RunningSandbox;
let place: Awaited<ReturnType<typeof attachableAccount>>;
beforeAll(async () => {
  sandbox = await ownSandbox();
  place = await attachableAccount();
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

const list = (search: object) => listInstances(place.ctx, place.account.id, ListInstances.parse(search));

test("each machine is told with its profile, the registered role in it and how far EC2 is", async () => {
  const { ctx } = place;
  const roleArn = await makeRole(ACME, { profile: "nodes" });
  const job = await register(ctx, roleArn);
  await attempt(job);
  const profile = `${nameInArn(roleArn)}-nodes`;
  const [first = ""] = await startFleet(sandbox, { region: "ap-south-1", count: 2, profile });
  const { items, mayAttach } = await list({ region: "ap-south-1", q: first });
  expect(mayAttach).toBe(true);
  expect(items).toEqual([
    {
      instanceId: first,
      name: "worker-00001",
      region: "ap-south-1",
      state: "running",
      type: "m7i.xlarge",
      az: expect.stringMatching(/^ap-south-1[a-z]$/),
      launchedAt: expect.any(String),
      instanceProfileArn: expect.stringMatching(`:instance-profile/${profile}$`),
      roleArn,
      roleName: expect.any(String),
      instanceRoleId: job.instanceRoleId,
      association: { id: expect.stringMatching(/^iip-assoc-/), state: "associated" },
    },
  ]);
  const byRole = await list({ region: "ap-south-1", instanceRoleId: job.instanceRoleId });
  expect(byRole.items).toHaveLength(2);
});

test("pages go through several Regions and name each machine once", async () => {
  const ids = [
    ...(await startFleet(sandbox, { region: "sa-east-1", count: 31 })),
    ...(await startFleet(sandbox, { region: "ca-central-1", count: 12 })),
  ];
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await list({ region: "sa-east-1,ca-central-1", limit: "10", ...(cursor && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(10);
    seen.push(...page.items.map(({ instanceId }) => instanceId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.toSorted()).toEqual(ids.toSorted());
});

test("a page of ten thousand machines costs two calls to EC2", async () => {
  await startFleet(sandbox, { region: "us-west-1", count: 10_000 });
  await list({ region: "us-west-1", limit: "100" });
  sandbox.calls.clear();
  const { items, nextCursor } = await list({ region: "us-west-1", limit: "100" });
  expect(items).toHaveLength(100);
  expect(nextCursor).toEqual(expect.any(String));
  const made = sandbox.calls.since(0);
  expect(made.filter(({ service }) => service === "ec2").map(({ action }) => action)).toEqual([
    "DescribeInstances",
    "DescribeIamInstanceProfileAssociations",
  ]);
});

describe("a search", () => {
  test("finds by a part of the name, and its * and ? are characters", async () => {
    await startFleet(sandbox, { region: "eu-west-3", count: 12 });
    const named = await list({ region: "eu-west-3", q: "0001" });
    expect(named.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["worker-00010", "worker-00011", "worker-00012"]),
    );
    expect((await list({ region: "eu-west-3", q: "w*r" })).items).toEqual([]);
  });

  test("finds by state", async () => {
    await startFleet(sandbox, { region: "eu-west-2", count: 20 });
    const { items } = await list({ region: "eu-west-2", state: "stopped" });
    expect(items.map(({ state }) => state)).toEqual(["stopped", "stopped"]);
  });
});

describe("where AWS does not answer", () => {
  test("an unknown Region is the field's own error", async () => {
    await expect(list({ region: "eu-west-99" })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path: "region", code: "region_unknown" }],
    });
  });

  test("a denied look says which action, and how to grant it", async () => {
    const code = "UnauthorizedOperation";
    sandbox.faults.set({ errors: [{ action: "DescribeInstances", code, status: 403 }] });
    await expect(list({ region: "eu-west-1" })).rejects.toMatchObject({
      code: "not_granted",
      message: expect.stringContaining("set-up documents"),
      extra: { action: "ec2:DescribeInstances", awsAccount: { accountId: ACME } },
    });
  });

  test("a throttled look is waited out", async () => {
    const code = "RequestLimitExceeded";
    sandbox.faults.set({ errors: [{ action: "DescribeInstances", code, status: 503, times: 3 }] });
    const { items } = await list({ region: "eu-west-1" });
    expect(items.length).toBeGreaterThan(0);
  });

  test("a cursor of another search is refused", async () => {
    const { nextCursor } = await list({ region: "us-west-1", limit: "5" });
    await expect(
      list({ region: "us-west-1", limit: "5", q: "worker", cursor: nextCursor }),
    ).rejects.toMatchObject({ errors: [{ path: "cursor", code: "cursor_invalid" }] });
  });
});

test("an account that did not opt in is listed without associations, which nobody asks for", async () => {
  const plain = await attachableAccount({ includeAttach: false });
  sandbox.calls.clear();
  const page = await listInstances(
    plain.ctx,
    plain.account.id,
    ListInstances.parse({ region: "sa-east-1", limit: "5" }),
  );
  expect(page.mayAttach).toBe(false);
  expect(page.items).toHaveLength(5);
  const made = sandbox.calls.since(0);
  expect(made.map(({ action }) => action)).not.toContain("DescribeIamInstanceProfileAssociations");
});
