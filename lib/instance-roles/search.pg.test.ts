/** Search in any script, without regard to case and to how letters are composed. */
import { readFile } from "node:fs/promises";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "#lib/workspaces/context.ts";
import { arnIn, makeRole, paperAccount, type TestAccount } from "../../e2e/api/arrange.ts";
import { ctxOf, makeWorkspace, type TestWorkspace } from "../../e2e/support/factories.ts";
import { listInstanceRoles } from "./list.ts";
import { registerInstanceRole } from "./register.ts";
import { ListInput, RegisterInput } from "./schema.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let ctx: Ctx;

beforeAll(async () => {
  workspace = await makeWorkspace();
  account = await paperAccount(workspace);
  ctx = await ctxOf(workspace);
});

const found = async (q: string, more: object = {}) => {
  const { items, nextCursor } = await listInstanceRoles(ctx, ListInput.parse({ q, ...more }));
  return { names: items.map(({ name }) => name), nextCursor };
};

let made = 0;
const register = (name: string) =>
  registerInstanceRole(ctx, RegisterInput.parse({ name, roleArn: arnIn(account, `search-${made++}`) }));

test.each([
  ["Übung", ["übung", "ÜBUNG", "Übun"]],
  ["ПРИВЕТ", ["привет", "Привет", "вет"]],
  ["ΣΊΣΥΦΟΣ one", ["σίσυφο"]],
  ["名前", ["名前", "名"]],
])("%s is found by each of %j", async (name, searches) => {
  await register(name);
  for (const q of searches) expect((await found(q)).names, q).toContain(name);
});

test("decomposed letters match their composed form", async () => {
  const [composed, decomposed] = ["Kür".normalize("NFC"), "Tür".normalize("NFD")];
  await register(composed);
  expect((await register(decomposed)).name).toBe("Tür".normalize("NFC"));
  for (const form of ["NFC", "NFD"]) {
    expect((await found("kür".normalize(form))).names).toEqual([composed]);
    expect((await found("tür".normalize(form))).names).toEqual([decomposed.normalize("NFC")]);
  }
});

test("names stored decomposed are composed by the migration, and found", async () => {
  await makeRole(workspace, account, { name: "früher".normalize("NFD") });
  expect((await found("früher")).names).toEqual([]);
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL as string });
  await owner.connect();
  await owner.query(await readFile("prisma/migrations/20261127193000_composed_names/migration.sql", "utf8"));
  await owner.end();
  expect((await found("FRÜHER")).names).toEqual(["früher".normalize("NFC")]);
});

test("pages sorted by name continue after the last name, in any script", async () => {
  const names = ["page a", "page Ä", "page z", "page Я", "page 名", "page 🙂"];
  for (const name of names) await makeRole(workspace, account, { name });
  const read: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await found("page ", { sort: "name", limit: 2, ...(cursor && { cursor }) });
    read.push(...page.names);
    cursor = page.nextCursor;
  } while (cursor);
  expect(read).toEqual(["page a", "page z", "page Ä", "page Я", "page 名", "page 🙂"]);
});
