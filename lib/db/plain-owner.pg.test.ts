/**
 * A database as managed Postgres provides it: its owner is no superuser, and the application has a login of its own.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateEnvironment } from "../../scripts/stack/migrate.ts";
import { uuid7 } from "./uuid.ts";

const name = `plain_${randomBytes(6).toString("hex")}`;
const workspaceId = uuid7();
let application: pg.Client;

const connected = async (connectionString: string, options?: string) => {
  const client = new pg.Client({ connectionString, ...(options && { options }) });
  await client.connect();
  return client;
};

beforeAll(async () => {
  const server = new URL(process.env.DATABASE_URL as string);
  const superuser = await connected(server.href);
  await superuser.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD '${name}'`);
  await superuser.query(`GRANT rolecall_app, rolecall_crossing TO ${name} WITH ADMIN OPTION`);
  await superuser.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await superuser.end();
  const url = new URL(server);
  Object.assign(url, { pathname: `/${name}`, username: name, password: name });
  const applicationUrl = new URL(url);
  applicationUrl.username = `${name}_web`;
  const { ROLECALL_ENCRYPTION_KEYS } = process.env;
  const environment = {
    ROLECALL_ENCRYPTION_KEYS,
    DATABASE_OWNER_URL: url.href,
    DATABASE_URL: applicationUrl.href,
  };
  await migrateEnvironment(environment);
  await migrateEnvironment(environment);
  application = await connected(applicationUrl.href, "-c role=rolecall_app");
  await application.query("INSERT INTO workspace (id, slug, name) VALUES ($1, 'acme', 'Acme')", [
    workspaceId,
  ]);
  await inWorkspace(`
    INSERT INTO aws_account (workspace_id, id, partition, account_id, connection_role_arn, external_id, status, created_by, updated_at)
    VALUES ('${workspaceId}', '${workspaceId}', 'aws', '111122223333', 'arn', 'v1.0.x', 'CONNECTED', 'a test', now());
    INSERT INTO instance_role (workspace_id, id, aws_account_id, name, name_key, role_arn, registration_id, created_by, updated_at)
    VALUES ('${workspaceId}', '${workspaceId}', '${workspaceId}', 'one', 'one', 'arn:one', '${workspaceId}', 'a test', now() - interval '1 day')`);
});
afterAll(() => application.end());

async function inWorkspace(text: string): Promise<number | null> {
  await application.query("BEGIN");
  await application.query("SELECT set_config('rolecall.workspace_id', $1, true)", [workspaceId]);
  const result = await application.query(text);
  await application.query("COMMIT");
  return result.rowCount;
}

test.each([
  ["stray_registrations('registration', interval '1 minute')", "the worker's sweep for roles without a job"],
  ["accounts_due_for_check(interval '1 minute', 10)", "the sweep for accounts to check"],
])("%s answers over all workspaces: %s", async (call) => {
  expect((await application.query(`SELECT * FROM ${call}`)).rowCount).toBe(1);
});

test("a search finds the workspace's roles", async () => {
  expect(await inWorkspace("SELECT search_instance_roles('%one%')")).toBe(1);
  expect(await inWorkspace("SELECT 1 WHERE expected_instance_roles('%one%') > 0")).toBe(1);
  expect((await application.query("SELECT search_instance_roles('%one%')")).rowCount).toBe(0);
});

test("outside of a workspace the application reads no tenant's row, and cannot become the owner", async () => {
  expect((await application.query("SELECT 1 FROM instance_role")).rowCount).toBe(0);
  await expect(application.query(`SET ROLE ${name}`)).rejects.toThrow(/permission denied/);
  await expect(application.query("SET ROLE rolecall_crossing")).rejects.toThrow(/permission denied/);
});

test("the login reads nothing until it becomes the application's role", async () => {
  await application.query("RESET ROLE");
  await application.query("SET ROLE NONE");
  await expect(application.query("SELECT 1 FROM instance_role")).rejects.toThrow(/permission denied/);
  await application.query("SET ROLE rolecall_app");
});
