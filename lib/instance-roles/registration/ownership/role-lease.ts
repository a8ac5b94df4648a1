/**
 * The lease on an AWS role: only its holder may change the role. Needed because two workspaces may register the same
 * role, and because a paused attempt may continue beside the next one. It is a row that expires, with the attempt's
 * number as its fencing token.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { Superseded } from "#lib/failures/failed.ts";
import { LIVENESS } from "#lib/liveness.ts";
import { log } from "#lib/log.ts";
import { type LeaseKey, releaseLease, renewLease, takeLease } from "./role-lease-store.ts";

export type RoleLease = {
  /** Resolves when the lease is held; rejects when the attempt ends before. */
  acquire(): Promise<void>;
  isHeld(): boolean;
  /**
   * Asserts, before an AWS call, that nobody else changes the role. Returns at once where the lease was renewed
   * recently; otherwise, after a pause or a database outage, renews it first.
   * @throws Superseded where another attempt or run has the lease
   */
  assertHeld(): Promise<void> | void;
  /**
   * Whether the lease may have lapsed for a while, so that calls may have reached AWS beside those of another holder.
   */
  mayHaveLapsed(): boolean;
  /** Stops renewing the lease and gives it back. `isGivenBack`: the settlement's transaction has done so already. */
  release(how?: { isGivenBack: boolean }): Promise<void>;
};

type Request = LeaseKey & {
  signal: AbortSignal;
  /** Set where the claim took the lease: when its statement was sent (performance.now). */
  takenAt?: number | undefined;
  onLost(why: Error): void;
};

export function roleLease({ signal, takenAt, onLost, ...key }: Request): RoleLease {
  let askedAt = Number.NEGATIVE_INFINITY;
  let renewal: NodeJS.Timeout | undefined;
  let lapsed = false;
  const isHeld = () => renewal !== undefined;
  const isSure = () => performance.now() - askedAt < LIVENESS.leaseIsSureMs;

  function keep(asked: number) {
    askedAt = asked;
    renewal = setInterval(() => renew().catch(logNotRenewed), LIVENESS.renewLeaseMs);
  }
  async function renew() {
    const asked = performance.now();
    lapsed ||= !isSure();
    if (!(await renewLease(key))) {
      const why = new Superseded();
      onLost(why);
      throw why;
    }
    askedAt = asked;
  }
  const logNotRenewed = (error: unknown) =>
    log.warn({ err: error, roleArn: key.roleArn }, "the lease on a role was not renewed");

  if (takenAt !== undefined) keep(takenAt);
  return {
    isHeld,
    async acquire() {
      while (!isHeld()) {
        const asked = performance.now();
        if (await withDatabaseRetries(() => takeLease(key), signal)) keep(asked);
        else await sleep(LIVENESS.askForLeaseMs, undefined, { signal });
      }
    },
    assertHeld: () => (isHeld() && !isSure() ? withDatabaseRetries(renew, signal) : undefined),
    mayHaveLapsed: () => isHeld() && (lapsed || !isSure()),
    async release({ isGivenBack } = { isGivenBack: false }) {
      clearInterval(renewal);
      if (!isHeld() || isGivenBack) return;
      await releaseLease(key).catch((error: unknown) =>
        log.warn({ err: error, roleArn: key.roleArn }, "a lease was not given back and will lapse"),
      );
    },
  };
}
