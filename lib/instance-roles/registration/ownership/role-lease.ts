/**
 * The lease on an AWS role: two workspaces may register the same one, and an attempt that stood still may wake beside the
 * next. Whoever holds the lease may change the role. It is a row that expires, with the attempt's number as its token.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { Superseded } from "#lib/failures/failed.ts";
import { LIVENESS } from "#lib/liveness.ts";
import { log } from "#lib/log.ts";
import { type LeaseKey, releaseLease, renewLease, takeLease } from "./role-lease-store.ts";

export type RoleLease = {
  /** Resolves when it is held; rejects when the attempt ends before. */
  acquire(): Promise<void>;
  isHeld(): boolean;
  /**
   * To be called before an AWS call: nobody else can be at work. Resolves at once where the lease was renewed a moment
   * ago; a process that stood still, or could not reach the database, renews it first.
   * @throws Superseded where the lease or the run is another's by now
   */
  assertHeld(): Promise<void> | void;
  /** Whether it may have lapsed for a while: what was sent then may have reached AWS beside somebody else's calls. */
  mayHaveLapsed(): boolean;
  /** Stops renewing it and gives it back. `isGivenBack`: the transaction that settled the run has done so. */
  release(how?: { isGivenBack: boolean }): Promise<void>;
};

type Request = LeaseKey & {
  signal: AbortSignal;
  /** The claim took it, by a statement sent at this moment (performance.now). */
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
