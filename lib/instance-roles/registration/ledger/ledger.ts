/**
 * The ledger as one run uses it. What is about to be made is written down first and confirmed after, so that a
 * crash between the two neither loses nor invents anything; what AWS refused for good is crossed out again.
 */
import { AwsError } from "#lib/aws/errors.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import type { Run } from "../subject.ts";
import {
  type AttachmentKind,
  findProfileCreates,
  type Intent,
  recordIntents,
  type Wanted,
} from "./attachment-store.ts";
import type { Confirmed } from "./confirmation-store.ts";
import { type NotOurs, whoseProfile } from "./profile-ownership.ts";
import { dropIntents } from "./release-store.ts";

export type Ledger = {
  /** What has to be made now. */
  toMake(kind: AttachmentKind): Intent[];
  find(kind: AttachmentKind, target: string): Intent | undefined;
  /** Writes down more intents. */
  intend(wanted: Wanted[]): Promise<void>;
  /**
   * Makes what was intended. A refusal drops the intent, unless an earlier try, attempt or run may have made it: then
   * it stays, to be taken back.
   */
  make<T>(intent: Intent, call: () => Promise<T>, resourceId?: (made: T) => string): Promise<T>;
  /** Whose the profile is that stands under a name we are about to use. */
  whose(seen: InstanceProfile): Promise<"ours" | NotOurs>;
  /** It turned out to be there, made by a run that was cut off. */
  confirm(intent: Intent, resourceId?: string): void;
  /** The run fails before it came to them: what only this attempt intended, and never tried, is crossed out. */
  dropUntried(): Promise<void>;
  /** It stood there before us after all. */
  drop(intents: Intent[]): Promise<void>;
  /**
   * What was confirmed since this was asked last, for whoever writes it: until then it counts as intended, which a
   * crash leaves just as safe.
   */
  takeConfirmed(): Confirmed[];
};

/** @throws Superseded when the run may not go on */
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
      await withDatabaseRetries(() =>
        dropIntents(
          run,
          dropped.map(({ id }) => id),
        ),
      );
    },
    takeConfirmed: () => confirmed.splice(0),
  };
  await ledger.intend(wanted);
  return ledger;
}

/** AWS said no, so that nothing was made: the last time, and each time before. */
function isRefusal(error: unknown): boolean {
  return error instanceof AwsError && !error.mayHaveHappened;
}
