/** `Prefer: wait`, and the statuses in which actions are allowed. */
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { TestWorkspace } from "../support/factories.ts";
import {
  arnIn,
  changeRole,
  deleteRole,
  FAILED,
  makeRole,
  rolesOf,
  type TestAccount,
  workspaceWithAccount,
} from "./arrange.ts";
import { type Caller, memberOf, problemIn } from "./caller.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
});

const at = (id: string, more = "") => `${rolesOf(workspace)}/${id}${more}`;

async function untilStatus(id: string, status: string) {
  await vi.waitFor(async () => expect((await admin("GET", at(id))).body.status).toBe(status), {
    timeout: 10_000,
  });
}

describe("registering", () => {
  test("without Prefer: wait the answer comes at once, with a Location", async () => {
    const body = { name: "at once", roleArn: arnIn(account, "at-once") };
    const called = await admin("POST", rolesOf(workspace), { body });
    expect(called.status).toBe(202);
    expect(called.body.status).toBe("REGISTERING");
    expect(called.headers.get("location")).toBe(`/api/v1${at(called.body.id)}`);
    expect(called.headers.get("preference-applied")).toBeNull();
    expect((await admin("GET", called.headers.get("location") as string)).body.id).toBe(called.body.id);
  });

  test("a role that has not settled in time is returned as it is", async () => {
    const body = { name: "slow", roleArn: arnIn(account, "slow") };
    const called = await admin("POST", rolesOf(workspace), { body, headers: { prefer: "wait=1" } });
    expect(called.status).toBe(202);
    expect(called.headers.get("preference-applied")).toBe("wait=1");
    expect(called.headers.get("location")).toBe(`/api/v1${at(called.body.id)}`);
  });

  test("a role that settles meanwhile is returned settled", async () => {
    const { id } = await makeRole(workspace, account, FAILED);
    const waiting = admin("POST", at(id, "/retry"), { headers: { prefer: "wait=30" } });
    await untilStatus(id, "REGISTERING");
    await changeRole(workspace, id, { status: "ACTIVE" });
    const called = await waiting;
    expect(called).toMatchObject({ status: 201, body: { id, status: "ACTIVE" } });
    expect(called.headers.get("preference-applied")).toBe("wait=30");
  });
});

describe("retrying", () => {
  test("a failed role is registered again, and its failure is cleared", async () => {
    const { id } = await makeRole(workspace, account, FAILED);
    const called = await admin("POST", at(id, "/retry"));
    expect(called).toMatchObject({ status: 202, body: { status: "REGISTERING" } });
    expect(called.body.failure).toBeUndefined();
    const runs = await admin("GET", at(id, "/registrations"));
    expect(runs.body.items).toHaveLength(1);
    expect(runs.body.items[0]).toMatchObject({ kind: "REGISTER", requestedBy: "Ada Admin" });
    expect(runs.body.items[0].steps).toHaveLength(6);
  });

  test.each(["ACTIVE", "REGISTERING", "DELETING"] as const)(
    "a role that is %s cannot be retried",
    async (status) => {
      const { id } = await makeRole(workspace, account, { status });
      expect(problemIn(await admin("POST", at(id, "/retry")))).toMatchObject({
        status: 409,
        code: "not_in_this_state",
        currentStatus: status,
      });
    },
  );

  test("of two concurrent requests one succeeds", async () => {
    const { id } = await makeRole(workspace, account, FAILED);
    const called = await Promise.all([admin("POST", at(id, "/retry")), admin("POST", at(id, "/retry"))]);
    expect(called.map(({ status }) => status).toSorted()).toEqual([202, 409]);
  });
});

describe("removing", () => {
  test("a role is DELETING until the worker has undone what Rolecall did", async () => {
    const { id } = await makeRole(workspace, account);
    const called = await admin("DELETE", at(id));
    expect(called).toMatchObject({ status: 202, body: { id, status: "DELETING" } });
  });

  test("a second request joins the same removal", async () => {
    const { id } = await makeRole(workspace, account, { status: "DELETING" });
    expect(await admin("DELETE", at(id))).toMatchObject({ status: 202, body: { id, status: "DELETING" } });
  });

  test("a request that waits is answered when the role is deleted", async () => {
    const { id } = await makeRole(workspace, account, { status: "DELETING" });
    const waiting = admin("DELETE", at(id), { headers: { prefer: "wait=30" } });
    await deleteRole(workspace, id);
    const called = await waiting;
    expect(called.status).toBeOneOf([204, 404]);
    expect((await admin("GET", at(id))).status).toBe(404);
  });

  test("registering the same ARN is refused during the removal, and accepted after it", async () => {
    const { id, roleArn } = await makeRole(workspace, account, { status: "DELETING" });
    const again = () => admin("POST", rolesOf(workspace), { body: { name: "again", roleArn } });
    const refused = await again();
    expect(problemIn(refused)).toMatchObject({ status: 409, code: "already_registered" });
    expect(refused.body.existing.id).toBe(id);
    expect((await admin("GET", at(id))).body.status).toBe("DELETING");
    await deleteRole(workspace, id);
    expect((await again()).status).toBe(202);
  });

  test("forgetting deletes at once and returns what is left in AWS", async () => {
    const { id, roleArn } = await makeRole(workspace, account);
    const called = await admin("DELETE", at(id, "?leaveAws=true"));
    expect(called).toMatchObject({ status: 200, body: { id, roleArn, left: [] } });
    expect((await admin("GET", at(id))).status).toBe(404);
  });

  test("nothing can be changed during a removal", async () => {
    const { id } = await makeRole(workspace, account, { status: "DELETING" });
    const called = await admin("PATCH", at(id), { body: { description: "too late" } });
    expect(problemIn(called)).toMatchObject({ status: 409, code: "not_in_this_state" });
  });
});

describe("changing", () => {
  test("name and description change, alone or together", async () => {
    const { id, name } = await makeRole(workspace, account);
    expect((await admin("PATCH", at(id), { body: { description: " new " } })).body).toMatchObject({
      name,
      description: "new",
    });
    const { body } = await admin("PATCH", at(id), { body: { name: `${name} B` } });
    expect(body).toMatchObject({ name: `${name} B`, description: "new" });
  });

  test("another role's name is refused; its own in upper or lower case is not", async () => {
    const [one, other] = [await makeRole(workspace, account), await makeRole(workspace, account)];
    const taken = await admin("PATCH", at(one.id), { body: { name: other.name.toUpperCase() } });
    expect(problemIn(taken)).toMatchObject({ code: "name_taken", existing: { id: other.id } });
    const own = await admin("PATCH", at(one.id), { body: { name: one.name.toUpperCase() } });
    expect(own).toMatchObject({ status: 200, body: { name: one.name.toUpperCase() } });
  });
});
