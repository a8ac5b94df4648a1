/**
 * Taking turns on one AWS role: two workspaces may register the same one, and may come at the same moment. The
 * turn is a row that expires, so that a killed worker holds nobody up for long; it belongs to the run, so that
 * the run's next attempt has it at once.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/log.ts";
import { releaseLease, takeLease } from "./lease-store.ts";
import { persistently } from "./persistence.ts";

const LASTS_SECONDS = 20;
const RENEW_MS = 5_000;
const ASK_AGAIN_MS = 250;

export type Turn = {
  /** Resolves when it is ours; rejects when the run ends before. */
  mine: Promise<void>;
  isMine(): boolean;
  /** Gives the turn back. `settled`: that was done in the transaction that settled the run. */
  release(how: { settled: boolean }): Promise<void>;
};

type Request = {
  roleArn: string;
  /** The registration. */
  holder: string;
  signal: AbortSignal;
  /** The turn went to somebody else: this process stood still for too long. */
  onLost(): void;
};

/** Begins to ask for the turn on a role, and keeps it once it is there. */
export function askForTurn({ roleArn, holder, signal, onLost }: Request): Turn {
  let isMine = false;
  let renewal: NodeJS.Timeout | undefined;
  const take = () => takeLease(roleArn, holder, LASTS_SECONDS);
  const renew = () =>
    take().then(
      (held) => held || onLost(),
      (error: unknown) => log.warn({ err: error, roleArn }, "a turn was not renewed"),
    );
  async function untilMine() {
    while (!(await persistently(take, signal))) await sleep(ASK_AGAIN_MS, undefined, { signal });
    isMine = true;
    renewal = setInterval(renew, RENEW_MS);
  }
  const mine = untilMine();
  // Whoever waits for it is told; a run that ends before it waits is not to fall over it.
  mine.catch(() => {});
  return {
    mine,
    isMine: () => isMine,
    async release({ settled }) {
      await mine.catch(() => {});
      clearInterval(renewal);
      if (!isMine || settled) return;
      await releaseLease(roleArn, holder).catch((error: unknown) =>
        log.warn({ err: error, roleArn }, "a turn was not given back and will expire"),
      );
    },
  };
}
