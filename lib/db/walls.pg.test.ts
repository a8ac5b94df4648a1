/** Tenant isolation in Postgres's catalogue, for every table and function. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOptionDroppingProxy } from "../../e2e/support/option-dropping-proxy.ts";
import { ownDatabase } from "../../e2e/support/own-database.ts";
import { closeDb, db } from "./client.ts";

let url: string;
let owner: pg.Client;

beforeAll(async () => {
  url = await ownDatabase();
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
});
afterAll(async () => {
  await closeDb();
  await owner.end();
});

const rows = async (text: string) => (await owner.query(text)).rows as Record<string, unknown>[];

const unwalledTables = () =>
  rows(`
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
        SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'workspace'
          AND pg_get_expr(p.polqual, p.polrelid) LIKE '%workspace_id = ( SELECT current_workspace()%'))`);

/** Our functions that anybody may call, or that run as a role other than the one allowed to cross tenants. */
const openFunctions = () =>
  rows(`
    SELECT p.proname FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      AND (EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee = 0)
        OR p.prosecdef AND (p.proowner <> 'rolecall_crossing'::regrole
          OR p.proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, public, pg_temp']))`);

test("every table with a workspace has row-level security, forced for its owner too", async () => {
  expect(await unwalledTables()).toEqual([]);
});

test("every security definer function runs as the crossing role, with a fixed search path, for named roles", async () => {
  expect(await openFunctions()).toEqual([]);
});

test("a table or function of a later migration is protected even where the migration does nothing for it", async () => {
  await owner.query(`
    CREATE TABLE later (workspace_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (workspace_id, id));
    CREATE FUNCTION later_count() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM later';
    GRANT EXECUTE ON FUNCTION later_count() TO PUBLIC`);
  expect(await unwalledTables()).toHaveLength(1);
  expect(await openFunctions()).toHaveLength(1);
  await owner.query("SELECT secure_tables()");
  expect([await unwalledTables(), await openFunctions()]).toEqual([[], []]);
  await owner.query("DROP TABLE later; DROP FUNCTION later_count()");
});

test("the role that crosses tenants has exactly the rights listed here", async () => {
  const policies = await rows(`
    SELECT c.relname || ' ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END AS may
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE 'rolecall_crossing'::regrole = ANY (p.polroles) ORDER BY 1`);
  expect(policies.map(({ may }) => may)).toEqual(CROSSINGS);
  const [role] = await rows(`
    SELECT rolsuper, rolbypassrls, rolcanlogin, pg_has_role('rolecall_app', oid, 'MEMBER') AS is_the_applications,
           has_column_privilege(oid, 'aws_account', 'external_id', 'SELECT') AS reads_external_ids,
           has_schema_privilege(oid, 'public', 'CREATE') AS creates
    FROM pg_roles WHERE rolname = 'rolecall_crossing'`);
  expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]));
});

const CROSSINGS = [
  "api_token select",
  "api_token update",
  "attachment_hold select",
  "audit_event delete",
  "audit_event select",
  "aws_account select",
  "idempotency_key delete",
  "idempotency_key select",
  "import delete",
  "import select",
  "instance_role select",
  "member select",
  "registration delete",
  "registration select",
  "worker_question delete",
  "worker_question select",
];

test("nobody may create temporary tables, or anything in the schema, without being listed", async () => {
  const open = await rows(`
    SELECT privilege_type FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
    WHERE datname = current_database() AND grantee = 0 AND privilege_type = 'TEMPORARY'
    UNION ALL
    SELECT privilege_type FROM pg_namespace, aclexplode(nspacl)
    WHERE nspname = 'public' AND grantee = 0 AND privilege_type = 'CREATE'`);
  expect(open).toEqual([]);
});

describe("password hashes", () => {
  test("cannot be read from the table", async () => {
    await expect(db().$queryRaw`select password_hash from app_user`).rejects.toThrow(/permission denied/);
    await expect(db().$queryRaw`select * from app_user`).rejects.toThrow(/permission denied/);
  });

  test("are returned one at a time, by e-mail address", async () => {
    await db().user.create({ data: { email: "ada@example.test", name: "Ada", passwordHash: "a hash" } });
    const [user] = await db().$queryRaw<object[]>`select * from user_for_sign_in('ada@example.test')`;
    expect(user).toMatchObject({ name: "Ada", password_hash: "a hash" });
  });
});

/** Runs a process that queries the database once, in the given way. */
async function ask(way: "prisma" | "direct" | "queue" | "changes", databaseUrl: string) {
  const script = {
    prisma: `import { db } from "#lib/db/client.ts"; await db().$queryRaw\`select 1\``,
    direct: `import { directly } from "#lib/db/direct.ts"; await directly({ text: "select 1", values: [] })`,
    queue: `import { sender } from "#lib/queue/queue.ts"; await sender()`,
    changes: `import { listenForChanges } from "#lib/db/change-feed.ts"; await listenForChanges("instance_role_changed", {})`,
  }[way];
  const child = spawn(process.execPath, ["--input-type=module", "-e", `${script}; process.exit(0)`], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, "exit")) as [number];
  return { code, said };
}

test.each(["prisma", "direct", "queue", "changes"] as const)(
  "a process whose connection (%s) loses the application's role ends and says why",
  async (way) => {
    const { code, said } = await ask(way, await urlOfPooler());
    expect(said).toMatch(/works as .*not as rolecall_app/);
    expect(code).toBe(1);
  },
);

test("options in the database's URL do not replace the application's role", async () => {
  const given = new URL(url);
  given.searchParams.set("options", `-c role=${given.username} -c work_mem=5MB`);
  expect(await ask("prisma", given.href)).toEqual({ code: 0, said: "" });
});

/** A proxy that forwards everything except the start-up options, like a pooler. */
async function urlOfPooler(): Promise<string> {
  const { port } = await startOptionDroppingProxy(new URL(url));
  const through = new URL(url);
  through.host = `127.0.0.1:${port}`;
  return through.href;
}
