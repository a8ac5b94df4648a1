/** What somebody finds who has the database alone, and what becomes of it when keys change. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb } from "#lib/db/client.ts";
import { closeDirect, directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { makeKey, parseKeyRing } from "#lib/encryption/key-ring.ts";
import { onlyOnce } from "#lib/http/idempotency.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { ctxOf, makeWorkspace } from "../../e2e/support/factories.ts";
import { ownDatabase } from "../../e2e/support/own-database.ts";
import { migrate } from "../../scripts/stack/migrate.ts";
import { connectAwsAccount } from "./connect.ts";
import { getAwsAccount } from "./get.ts";
import { rotateExternalId } from "./rotate-external-id.ts";
import { ConnectInput } from "./schema.ts";
import type { AwsAccountView } from "./view.ts";

const ROW_KEYS = process.env.ROLECALL_ENCRYPTION_KEYS as string;
const connecting = (accountId: string) => ConnectInput.parse({ accountId, allRoles: true });

let url: string;
let owner: pg.Client;
let ctx: Ctx;
let account: AwsAccountView;
beforeAll(async () => {
  url = await ownDatabase();
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
  ctx = await ctxOf(await makeWorkspace());
  const request = new Request("http://rolecall.test/", {
    method: "POST",
    headers: { "idempotency-key": "one" },
  });
  const answer = await onlyOnce(ctx, request, "", async (once) => ({
    status: 201,
    body: await connectAwsAccount(once, connecting("111122223333")),
  }));
  account = (answer as { body: AwsAccountView }).body;
});
afterAll(async () => {
  await Promise.all([owner.end(), closeDb(), closeDirect()]);
});

/** Every row of every table, as `pg_dump` would write it. */
async function dump(): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    "SELECT c.oid::regclass AS name FROM pg_class c WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace)",
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const all = await owner.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    texts.push(...all.rows.map(({ text }) => text));
  }
  return texts.join("\n");
}

test("a dump of the database holds no external ID, in whatever table, and its readers see it", async () => {
  const { pendingExternalId } = await rotateExternalId(ctx, account.id);
  const dumped = await dump();
  expect(dumped).toContain(account.id);
  for (const secret of [account.externalId, pendingExternalId as string]) {
    expect(secret).toMatch(/^rc-/);
    expect(dumped).not.toContain(secret);
  }
  expect(await getAwsAccount(ctx, account.id)).toMatchObject({
    externalId: account.externalId,
    pendingExternalId,
  });
});

test("one in clear text is not taken by the database", async () => {
  const data = { externalId: "rc-in-clear-text" };
  const where = { workspaceId: ctx.workspace.id, id: account.id };
  const writing = inWorkspace(ctx.workspace.id, (tx) => tx.awsAccount.updateMany({ where, data }));
  await expect(writing).rejects.toThrow(/aws_account_external_ids_are_encrypted/);
});

test("one that was copied from another account does not open", async () => {
  const other = await connectAwsAccount(ctx, connecting("444455556666"));
  await owner.query(
    "UPDATE aws_account SET external_id = (SELECT external_id FROM aws_account WHERE id = $1) WHERE id = $2",
    [account.id, other.id],
  );
  await expect(getAwsAccount(ctx, other.id)).rejects.toThrow();
  await owner.query("DELETE FROM aws_account WHERE id = $1", [other.id]);
});

test("rows of a version that did not encrypt are encrypted by the migration", async () => {
  await owner.query("ALTER TABLE aws_account DROP CONSTRAINT aws_account_external_ids_are_encrypted");
  const before = await owner.query(
    "UPDATE aws_account SET external_id = 'rc-older', pending_external_id = NULL",
  );
  expect(before.rowCount).toBe(1);
  await owner.query(
    "ALTER TABLE aws_account ADD CONSTRAINT aws_account_external_ids_are_encrypted CHECK (external_id LIKE 'v1.%') NOT VALID",
  );
  await migrate(url);
  expect(await dump()).not.toContain("rc-older");
  expect((await getAwsAccount(ctx, account.id)).externalId).toBe("rc-older");
});

test("without the key the migration changes nothing, and names the key that is missing", async () => {
  const accounts = () => owner.query("SELECT * FROM aws_account").then(({ rows }) => rows);
  const before = await accounts();
  await expect(migrate(url, makeKey())).rejects.toThrow(keyIdOf(ROW_KEYS));
  await expect(migrate(url, "")).rejects.toThrow(/ROLECALL_ENCRYPTION_KEYS is not set/);
  await expect(migrate(url, "short")).rejects.toThrow(/not 32 bytes/);
  expect(await accounts()).toEqual(before);
});

test("with a new first key the migration encrypts all anew, and the old key is needed no more", async () => {
  const newKey = makeKey();
  await migrate(url, `${newKey},${ROW_KEYS}`);
  const { rows } = await owner.query<{ sealed: string }>("SELECT external_id AS sealed FROM aws_account");
  expect(rows.map(({ sealed }) => sealed.split(".")[1])).toEqual([keyIdOf(newKey)]);
  expect(await directly(sql`SELECT id FROM encryption_key`)).toEqual([{ id: keyIdOf(newKey) }]);
  // This process has the old key alone.
  await expect(getAwsAccount(ctx, account.id)).rejects.toThrow(/ROLECALL_ENCRYPTION_KEYS does not hold/);
  await migrate(url, newKey);
});

const keyIdOf = (keys: string) => parseKeyRing(keys).newest.id;

test("nobody but the owner says which keys are in use", async () => {
  await expect(directly(sql`INSERT INTO encryption_key (id) VALUES (${randomUUID()})`)).rejects.toThrow(
    /permission denied/,
  );
  await expect(directly(sql`DELETE FROM encryption_key`)).rejects.toThrow(/permission denied/);
});
