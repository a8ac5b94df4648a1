/**
 * One worker's try at a run, and the only answer to whether the run is still this worker's. It is committed before it
 * exists, its `signal` is aborted when it has to end, every database write carries `stillCurrent`, and every AWS call
 * is preceded by `lease.assertHeld`.
 */
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { Interrupted } from "#lib/failures/failed.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { RegistrationJob } from "../job.ts";
import { type Claim, claimRun } from "./claim-store.ts";
import { type RoleLease, roleLease } from "./role-lease.ts";
import { leaseKeyOf } from "./role-lease-store.ts";

export type Attempt = Claim & {
  /** Aborted with the reason why the attempt has to end: Superseded, Interrupted, or what broke. */
  signal: AbortSignal;
  end(reason: unknown): void;
  lease: RoleLease;
};

/** Begins the next attempt. Null: the run has ended already, or its role is gone. */
export async function beginAttempt({ data, signal }: Job<RegistrationJob>): Promise<Attempt | null> {
  let asked = performance.now();
  const claim = await withDatabaseRetries(() => {
    asked = performance.now();
    return claimRun(data);
  });
  if (!claim) return null;
  const ending = new AbortController();
  const end = (reason: unknown) => ending.abort(reason);
  if (signal.aborted) end(new Interrupted());
  signal.addEventListener("abort", () => end(new Interrupted()), { once: true });
  // Where the claim did not take the lease, it is acquired once the connection to the account is proven.
  const lease = roleLease({
    ...leaseKeyOf(claim),
    signal: ending.signal,
    takenAt: claim.tookLease ? asked : undefined,
    onLost: end,
  });
  return { ...claim, signal: ending.signal, end, lease };
}
