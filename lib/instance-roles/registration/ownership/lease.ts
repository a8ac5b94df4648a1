/**
 * Taking turns on one AWS role: two workspaces may register the same one, and may come at the same moment. The
 * turn is a row that expires, so that a killed worker holds nobody up for long; it belongs to the run, so that
 * the run's next attempt has it at once.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { persistently } from "#lib/db/persistently.ts";
import { Superseded } from "#lib/failures/failed.ts";
import { log } from "#lib/log.ts";
import { releaseLease, renewLease, takeLease } from "./lease-store.ts";

const RENEW_MS = 3_000;
/** Less than after which another worker takes the run up: whoever has heard nothing for so long asks first. */
const SURE_FOR_MS = 6_000;
const ASK_AGAIN_MS = 250;

export type Turn = {
  /** Begins to wait for it, where that has not begun. Resolves when it is ours; rejects when the run ends before. */
  ask(): Promise<void>;
  isMine(): boolean;
  /**
   * Before an AWS call: nobody else can be at work. Resolves at once where that was heard a moment ago; a process
   * that stood still, or could not reach the database, asks first.
   * @throws why the run has to end, where the turn or the run is another's by now
   */
  makeSure(): Promise<void> | void;
  /** For a while nobody could tell whether it was ours: what was sent at its end may have been sent too late. */
  wasUnsure(): boolean;
  /** Gives the turn back. `settled`: that was done in the transaction that settled the run. */
  release(how: { settled: boolean }): Promise<void>;
};

type Request = {
  roleArn: string;
  /** The registration. */
  holder: string;
  signal: AbortSignal;
  /** It was taken already, by a question asked at this moment (performance.now) and answered for good with `written`. */
  taken?: { at: number; written: Promise<void> };
  /** Whether this attempt is still the one that speaks for its role. */
  isWanted(): Promise<boolean>;
  /** The turn, or the run, went to somebody else: this process stood still for too long. */
  onLost(why: Error): void;
};

/** The turn on a role: waited for once it is asked for, and kept once it is there. */
export function turnOn({ roleArn, holder, signal, taken, isWanted, onLost }: Request): Turn {
  let isMine = false;
  let sureSince = Number.NEGATIVE_INFINITY;
  let renewal: NodeJS.Timeout | undefined;
  function keep(asked: number) {
    isMine = true;
    sureSince = asked;
    renewal = setInterval(() => renew().catch(logLost), RENEW_MS);
  }
  async function untilMine() {
    let asked = performance.now();
    const take = () => {
      asked = performance.now();
      return takeLease(roleArn, holder);
    };
    while (!(await persistently(take, signal))) await sleep(ASK_AGAIN_MS, undefined, { signal });
    keep(asked);
  }
  let wasUnsure = false;
  const isSure = () => {
    const is = performance.now() - sureSince < SURE_FOR_MS;
    if (isMine && !is) wasUnsure = true;
    return is;
  };
  async function renew() {
    const asked = performance.now();
    // After a long silence the run's next attempt may have the turn, under the same name.
    if (!isSure() && !(await isWanted())) throw lost(new Superseded());
    if (!(await renewLease(roleArn, holder))) throw lost();
    sureSince = asked;
  }
  function lost(why = new Error("another run has taken the turn on this role")) {
    onLost(why);
    return why;
  }
  const logLost = (error: unknown) => log.warn({ err: error, roleArn }, "a turn was not renewed");
  let mine = taken?.written.then(() => keep(taken.at));
  // Whoever waits for it is told; a run that ends before it waits is not to fall over it.
  mine?.catch(() => {});
  return {
    ask() {
      mine ??= untilMine();
      return mine;
    },
    isMine: () => isMine,
    wasUnsure: () => wasUnsure || (isMine && !isSure()),
    makeSure: () => (isMine && !isSure() ? persistently(renew, signal) : undefined),
    async release({ settled }) {
      await mine?.catch(() => {});
      clearInterval(renewal);
      if (!isMine || settled) return;
      await releaseLease(roleArn, holder).catch((error: unknown) =>
        log.warn({ err: error, roleArn }, "a turn was not given back and will expire"),
      );
    },
  };
}
