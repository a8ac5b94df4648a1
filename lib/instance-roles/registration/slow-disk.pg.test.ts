/** The disk is slow: what a run is refused is known before its claim is there for good. */
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/server.ts";
import { attempt, ownSandbox, register, remove, stored, unregistered } from "../../../e2e/support/engine.ts";
import { ownDatabase } from "../../../e2e/support/own-database.ts";
import type { RegistrationJob } from "./job.ts";

const ACME = "418295702613";
const MOST_ATTEMPTS = 10;
const LOCK = 7_003_114;

let sandbox: RunningSandbox;
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: await ownDatabase() });
  await owner.connect();
  // A claim is not committed before this lock can be had.
  await owner.query(`
    CREATE FUNCTION wait_for_the_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${LOCK}); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER slow_disk AFTER UPDATE ON registration DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.attempt > OLD.attempt) EXECUTE FUNCTION wait_for_the_disk()`);
  // The first refusal ends a run.
  sandbox = await ownSandbox({ ROLECALL_FRESH_BUDGET_MS: "0" });
});
afterEach(() => sandbox.faults.reset());
afterAll(async () => {
  await owner.end();
  await sandbox.close();
});

/** Attempts the run while the disk is slow, which it is until the run has had time enough to end by mistake. */
async function attemptSlowly(job: RegistrationJob, { isRefused = false, isOneOfMany = false } = {}) {
  await owner.query("SELECT pg_advisory_lock($1)", [LOCK]);
  const before = await refusals();
  const ended = attempt(job, { isOneOfMany });
  await expect.poll(isWaiting, { interval: 5, timeout: 10_000 }).toBe(true);
  if (isRefused) await expect.poll(refusals, { interval: 5, timeout: 10_000 }).toBeGreaterThan(before);
  for (let trips = 0; trips < 1_000; trips++) await isWaiting();
  await owner.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  await ended;
}

async function isWaiting(): Promise<boolean> {
  const { rows } = await owner.query(
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted",
    [LOCK],
  );
  return rows.length > 0;
}

async function refusals(): Promise<number> {
  const answer = await fetch(new URL("/_sandbox/calls", sandbox.url));
  const calls = (await answer.json()) as { action: string; status: number }[];
  return calls.filter(({ action, status }) => action === "AssumeRole" && status === 403).length;
}

test.each([
  ["one", false],
  ["one of many", true],
])("a connection that is refused meanwhile settles the role: %s", async (_, isOneOfMany) => {
  const { ctx, arn } = await unregistered(sandbox, ACME);
  const job = await register(ctx, arn);
  sandbox.faults.set({ errors: [{ action: "AssumeRole", code: "AccessDenied", status: 403 }] });
  await attemptSlowly(job, { isRefused: true, isOneOfMany });
  expect(await stored(job)).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
});

test("a removal that is given up settles the role", async () => {
  const { ctx, arn } = await unregistered(sandbox, ACME);
  const registered = await register(ctx, arn);
  await attempt(registered);
  const job = await remove(ctx, registered.instanceRoleId);
  await owner.query("UPDATE registration SET attempt = $2 WHERE id = $1", [
    job.registrationId,
    MOST_ATTEMPTS,
  ]);
  await attemptSlowly(job);
  expect(await stored(job)).toMatchObject({ status: "FAILED", failure: { reason: "unexpected" } });
});
