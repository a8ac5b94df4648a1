/** The list page by page: in every sort each role appears once, with any page size. */
import { beforeAll, expect, test } from "vitest";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import type { TestWorkspace } from "../support/factories.ts";
import {
  FAILED,
  makeRole,
  paperAccount,
  rolesOf,
  type TestAccount,
  workspaceWithAccount,
} from "./arrange.ts";
import { type Caller, memberOf } from "./caller.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let other: TestAccount;
let member: Caller;

const NAMES = ["b", "B2", "a", "Z", "é", "_x", "%y", "10", "9", "aa", "A b", "ß", "名", "🙂", "z z"];

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  other = await paperAccount(workspace);
  member = await memberOf(workspace, "MEMBER");
  // Many created at the same time: they are ordered by id.
  const sameMoment = new Date("2026-01-01T00:00:00Z");
  for (const [index, name] of NAMES.entries()) {
    await makeRole(workspace, index % 5 === 0 ? other : account, {
      name,
      ...(index % 2 === 0 && { createdAt: sameMoment }),
      ...(index % 3 === 0 && FAILED),
      description: index % 4 === 0 ? "needle in it" : "",
    });
  }
});

async function pages(query: string): Promise<InstanceRoleView[][]> {
  const read: InstanceRoleView[][] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { status, body } = await member("GET", `${rolesOf(workspace)}?${query}&cursor=${cursor}`);
    expect(status).toBe(200);
    read.push(body.items);
    cursor = body.nextCursor;
  }
  return read;
}

test.each(["-createdAt", "createdAt", "name", "-name"])(
  "sorted by %s, each role appears once",
  async (sort) => {
    const [whole] = await pages(`sort=${sort}&limit=100`);
    const ids = whole?.map(({ id }) => id) as string[];
    expect(new Set(ids).size).toBe(NAMES.length);
    for (const limit of [1, 2, 4, 7, 14, 15, 16]) {
      const read = await pages(`sort=${sort}&limit=${limit}`);
      expect(read.flat().map(({ id }) => id)).toEqual(ids);
      expect(read.length).toBe(Math.max(1, Math.ceil(NAMES.length / limit)));
    }
  },
);

test("roles are in the order of the sort", async () => {
  const names = (await pages("sort=name&limit=100"))[0]?.map(({ name }) => name.toLowerCase()) as string[];
  // Byte order, as in the index, so that pages are consistent.
  expect(names).toEqual(names.toSorted((one, two) => Buffer.compare(Buffer.from(one), Buffer.from(two))));
  const reversed = (await pages("sort=-name&limit=100"))[0]?.map(({ name }) => name.toLowerCase());
  expect(reversed).toEqual(names.toReversed());
});

test("filters apply on every page, alone and combined", async () => {
  const failed = (await pages("status=FAILED&limit=2")).flat();
  expect(failed.length).toBe(5);
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(["FAILED"]));
  expect((await pages("status=FAILED,ACTIVE&limit=4")).flat().length).toBe(NAMES.length);
  const inOther = (await pages(`awsAccountId=${other.accountId}&limit=2`)).flat();
  expect(inOther.map(({ awsAccountId }) => awsAccountId)).toEqual([
    other.accountId,
    other.accountId,
    other.accountId,
  ]);
  const both = (await pages(`awsAccountId=${other.accountId}&status=FAILED&q=needle&limit=1`)).flat();
  expect(both.map(({ name }) => name)).toEqual(["b"]);
});

test("a search finds name, ARN and description, ignoring case, with wildcards taken literally", async () => {
  const names = async (q: string) =>
    (await pages(`sort=name&q=${encodeURIComponent(q)}`)).flat().map(({ name }) => name);
  expect((await names("NEEDLE")).length).toBe(4);
  expect(await names("%y")).toEqual(["%y"]);
  expect(await names("_x")).toEqual(["_x"]);
  expect(await names("\\")).toEqual([]);
  expect((await names(account.accountId)).length).toBe(12);
  expect(await names("名")).toEqual(["名"]);
});

test("roles added meanwhile do not shift the following pages", async () => {
  const first = await member("GET", `${rolesOf(workspace)}?limit=5`);
  const added = await makeRole(workspace, account, { name: "added later" });
  const second = await member("GET", `${rolesOf(workspace)}?limit=5&cursor=${first.body.nextCursor}`);
  const ids = [...first.body.items, ...second.body.items].map(({ id }: InstanceRoleView) => id);
  expect(new Set(ids).size).toBe(10);
  expect(ids).not.toContain(added.id);
});
