import { afterEach, expect, test } from "vitest";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { Superseded } from "#lib/failures/failed.ts";
import { type RoleLease, roleLease } from "./role-lease.ts";

const open: { end: AbortController; lease: RoleLease }[] = [];

afterEach(async () => {
  for (const { end, lease } of open.splice(0)) {
    end.abort();
    await lease.release();
  }
});

function leaseOf(roleArn: string, holder: string, token: number, { isCurrent = true } = {}) {
  const end = new AbortController();
  const lost: Error[] = [];
  const lease = roleLease({
    roleArn,
    holder,
    token,
    workspaceId: uuid7(),
    stillCurrent: isCurrent ? sql`true` : sql`false`,
    signal: end.signal,
    onLost: (why) => lost.push(why),
  });
  open.push({ end, lease });
  return { lease, lost, end };
}

const aRole = () => `arn:aws:iam::123456789012:role/${uuid7()}`;

const lapse = (roleArn: string) =>
  directly(
    sql`UPDATE aws_role_lease SET expires_at = now() - interval '1 second' WHERE role_arn = ${roleArn}`,
  );

const heldFor = async (roleArn: string) => {
  const [row] = await directly<{ token: number }>(
    sql`SELECT token FROM aws_role_lease WHERE role_arn = ${roleArn}`,
  );
  return row?.token ?? null;
};

test("a later attempt of the same run gets the lease only after the earlier one's has lapsed", async () => {
  const [role, run] = [aRole(), uuid7()];
  await leaseOf(role, run, 1).lease.acquire();
  const second = leaseOf(role, run, 2);
  const acquired = second.lease.acquire().then(() => heldFor(role));
  expect(await heldFor(role)).toBe(1);
  await lapse(role);
  expect(await acquired).toBe(2);
});

test("an attempt that lost its lease while paused makes no call and learns the reason", async () => {
  const [role, run] = [aRole(), uuid7()];
  const first = leaseOf(role, run, 1);
  await first.lease.acquire();
  await lapse(role);
  await leaseOf(role, run, 2).lease.acquire();
  await expect.poll(() => first.lost, { timeout: 5_000 }).toEqual([expect.any(Superseded)]);
  // By its own clock the attempt held the lease until then, and no longer does.
  await expect.poll(() => first.lease.mayHaveLapsed(), { timeout: 8_000 }).toBe(true);
  await expect((async () => first.lease.assertHeld())()).rejects.toThrow(Superseded);
});

test("an attempt that is no longer current cannot renew the lease, whoever holds it", async () => {
  const role = aRole();
  const { lease, lost } = leaseOf(role, uuid7(), 1, { isCurrent: false });
  await lease.acquire();
  await expect.poll(() => lost, { timeout: 5_000 }).toEqual([expect.any(Superseded)]);
});

test("a released lease is free at once", async () => {
  const role = aRole();
  const { lease } = leaseOf(role, uuid7(), 1);
  await lease.acquire();
  await lease.release();
  expect(await heldFor(role)).toBeNull();
});

test("an attempt that ends while it waits for the lease stops waiting", async () => {
  const role = aRole();
  await leaseOf(role, uuid7(), 1).lease.acquire();
  const { lease, end } = leaseOf(role, uuid7(), 1);
  const waiting = lease.acquire();
  end.abort();
  await expect(waiting).rejects.toThrow();
});
