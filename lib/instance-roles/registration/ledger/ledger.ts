/**
 * The ledger as one run uses it. Each write is recorded as intended before the AWS call and as confirmed after it, so
 * that a crash between the two loses nothing; an intent that AWS finally refused is deleted.
 */
import { AwsError } from "#lib/aws/errors.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import type { Run } from "../subject.ts";
import {
  type AttachmentKind,
  type Confirmed,
  findProfileCreates,
  type Intent,
  recordIntents,
  type Wanted,
} from "./attachment-store.ts";
import { type NotOurs, whoseProfile } from "./profile-ownership.ts";
import { disown } from "./release-store.ts";

export type Ledger = {
  /** Returns the intents that have to be created now. */
  toMake(kind: AttachmentKind): Intent[];
  find(kind: AttachmentKind, target: string): Intent | undefined;
  /** Records more intents. */
  intend(wanted: Wanted[]): Promise<void>;
  /**
   * Makes the AWS call of an intent and confirms it. A refusal deletes the intent, unless an earlier try, attempt or
   * run may have created it: then it stays, to be undone.
   */
  make<T>(intent: Intent, call: () => Promise<T>, resourceId?: (made: T) => string): Promise<T>;
  /** Who owns the existing profile of a name we are about to use. */
  whose(seen: InstanceProfile): Promise<"ours" | NotOurs>;
  /** Confirms an intent that an interrupted run had carried out already. */
  confirm(intent: Intent, resourceId?: string): void;
  /** Deletes, when a run fails, the intents of this attempt for which no call was sent. */
  dropUntried(): Promise<void>;
  /** Deletes intents whose target existed before Rolecall. */
  drop(intents: Intent[]): Promise<void>;
  /**
   * Returns the confirmations since the last call, for the caller to write. Until written they count as intended, which
   * is just as safe after a crash.
   */
  takeConfirmed(): Confirmed[];
};

/**
 * Records the intents of a run and returns its ledger.
 * @throws Superseded when another attempt or run has replaced this one
 */
export async function openLedger(run: Run, roleId: string, wanted: Wanted[]): Promise<Ledger> {
  const { propagationMs: shownWithinMs } = run.budgets;
  const intents: Intent[] = [];
  const tried = new Set<Intent>();
  const confirmed: Confirmed[] = [];

  const ledger: Ledger = {
    toMake: (kind) => intents.filter((intent) => intent.kind === kind && intent.toMake),
    find: (kind, target) => intents.find((intent) => intent.kind === kind && intent.target === target),
    async intend(more) {
      intents.push(
        ...(await withDatabaseRetries(
          () => recordIntents(run, roleId, { wanted: more, shownWithinMs }),
          run.signal,
        )),
      );
    },
    async make(intent, call, resourceId) {
      tried.add(intent);
      try {
        const made = await call();
        ledger.confirm(intent, resourceId?.(made));
        return made;
      } catch (error) {
        if (!intent.mayBeThere && isRefusal(error)) await ledger.drop([intent]);
        throw error;
      }
    },
    async whose(seen) {
      const creates = await withDatabaseRetries(() => findProfileCreates(seen), run.signal);
      return whoseProfile(seen, creates);
    },
    confirm({ id }, resourceId) {
      confirmed.push({ id, ...(resourceId && { resourceId }) });
    },
    dropUntried: () => ledger.drop(intents.filter((one) => !one.mayBeThere && one.toMake && !tried.has(one))),
    async drop(dropped) {
      if (dropped.length === 0) return;
      for (const intent of dropped) intents.splice(intents.indexOf(intent), 1);
      const ids = dropped.map(({ id }) => id);
      await withDatabaseRetries(() => disown(run, ids));
    },
    takeConfirmed: () => confirmed.splice(0),
  };
  await ledger.intend(wanted);
  return ledger;
}

/** Whether AWS refused the call each time it was sent, so that nothing was created. */
function isRefusal(error: unknown): boolean {
  return error instanceof AwsError && !error.mayHaveHappened;
}
