/**
 * Kills the web server during a POST, before the commit or after it. The client got no answer; a retry with the same
 * `Idempotency-Key` is answered, and the request took effect once.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import { type Stack, startStack } from "../../scripts/stack/stack.ts";
import { arnIn, rolesOf, type TestAccount, workspaceWithAccount } from "../api/arrange.ts";
import { type Caller, memberOf } from "../api/caller.ts";
import type { TestWorkspace } from "../support/factories.ts";

const PATIENCE_MS = 120_000;
const dataDir = join(process.cwd(), ".data", `web-killed-test-${process.pid}`);

let stack: Stack;
let owner: pg.Client;
let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;

// Without a worker, so that what is registered stays as it is.
beforeAll(async () => {
  for (const name of ["DATABASE_URL", "AWS_ENDPOINT_URL", "NEXTAUTH_URL"]) delete process.env[name];
  stack = await startStack({ dataDir, port: 0, say: () => {}, parts: ["web"] });
  Object.assign(process.env, {
    DATABASE_URL: stack.run.databaseUrl,
    ROLECALL_URL: stack.run.url,
    AWS_ENDPOINT_URL: stack.run.sandboxUrl,
  });
  owner = new pg.Client({ connectionString: stack.run.databaseUrl });
  await owner.connect();
}, PATIENCE_MS);

beforeEach(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
});

afterAll(async () => {
  await owner.end();
  await stack.stop();
  await removeDataDir(dataDir);
});

function post(key: string) {
  const body = { name: "once", roleArn: arnIn(account, "once"), description: "" };
  const headers = { "idempotency-key": key, prefer: "wait=20" };
  return admin("POST", rolesOf(workspace), { body, headers });
}

/** Counts everything a registration writes to the database. */
async function made() {
  const { rows } = await owner.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM instance_role WHERE workspace_id = $1) AS roles,
            (SELECT count(*)::int FROM registration WHERE workspace_id = $1) AS runs,
            (SELECT count(*)::int FROM audit_event WHERE workspace_id = $1 AND action = 'instance_role.create') AS told,
            (SELECT count(*)::int FROM pgboss.job
             WHERE name = 'registration' AND data ->> 'workspaceId' = $1::text) AS jobs`,
    [workspace.id],
  );
  return rows[0];
}

const NOTHING = { roles: 0, runs: 0, told: 0, jobs: 0 };
const ONCE = { roles: 1, runs: 1, told: 1, jobs: 1 };

/** Kills the web server with SIGKILL; the launcher restarts it at the same address. */
async function killWeb(): Promise<void> {
  const killed = stack.run.pids.web as number;
  process.kill(killed, "SIGKILL");
  await expect.poll(() => stack.run.pids.web, { timeout: 30_000 }).not.toBe(killed);
}

/** Counts the transactions that wait for the lock held here. */
async function waiting(): Promise<number> {
  const { rows } = await owner.query(
    "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'audit_event'::regclass",
  );
  return rows.length;
}

test(
  "killed before the commit nothing was registered, and the retry with the key registers",
  async () => {
    const key = randomUUID();
    await owner.query("BEGIN");
    await owner.query("LOCK TABLE audit_event IN EXCLUSIVE MODE");
    const unanswered = expect(post(key)).rejects.toThrow();
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    await killWeb();
    await unanswered;
    await owner.query("ROLLBACK");
    await expect.poll(waiting).toBe(0);
    expect(await made()).toEqual(NOTHING);
    expect((await post(key)).status).toBe(202);
    expect(await made()).toEqual(ONCE);
  },
  PATIENCE_MS,
);

test(
  "killed after the commit the role is registered, and the retry with the key returns it",
  async () => {
    const key = randomUUID();
    const unanswered = expect(post(key)).rejects.toThrow();
    await expect.poll(made, { timeout: 20_000 }).toEqual(ONCE);
    const { rows } = await owner.query("SELECT id FROM instance_role WHERE workspace_id = $1", [
      workspace.id,
    ]);
    await killWeb();
    await unanswered;
    const again = await post(key);
    expect(again).toMatchObject({ status: 202, body: { id: rows[0].id, status: "REGISTERING" } });
    expect(again.headers.get("location")).toContain(rows[0].id);
    expect(await made()).toEqual(ONCE);
    expect(await post(key)).toMatchObject({ status: 202, body: again.body });
  },
  PATIENCE_MS,
);
