/** Ends a run that killed its worker at every attempt. */

import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { log } from "#lib/log.ts";
import { findHeld } from "../ledger/attachment-store.ts";
import type { Attempt } from "../ownership/attempt.ts";
import { acquireRoleLease, type Reached } from "../run.ts";
import { undoingPolicy } from "../session-policy.ts";
import { connect } from "../steps/connect.ts";
import { settleRemovalFailed, settleRun } from "../store.ts";
import type { Run } from "../subject.ts";
import { undoRun } from "./undo-run.ts";

export const KILLED: Failure<"unexpected"> = { reason: "unexpected", facts: {}, step: "connect" };

/** Undoes what earlier attempts added, as far as AWS can be reached; the run's last attempt. */
export async function takeBackOnly(run: Run, reached: Reached): Promise<Warning[]> {
  const { registrationId, workspaceId, attempt } = run;
  log.error(
    { registrationId, workspaceId, attempt },
    "a run has killed its worker each time; it is given up",
  );
  try {
    await acquireRoleLease(run);
    const held = await withDatabaseRetries(() => findHeld(run, { onlyThisRun: true }));
    reached.session = await connect(run, undoingPolicy(run, held), { undoing: true }).session;
  } catch (error) {
    if (run.signal.aborted) throw error;
    log.warn(
      { err: error, registrationId },
      "what a run added could not be reached, and stays in the ledger",
    );
  }
  return undoRun(run, reached);
}

/** Settles a run whose undoing killed the worker too. The ledger keeps its rows, for a removal. */
export async function endForGood(run: Attempt): Promise<void> {
  if (run.kind === "REMOVE") {
    await withDatabaseRetries(() => settleRemovalFailed(run, { failure: KILLED, steps: [] }));
  } else {
    await withDatabaseRetries(() => settleRun(run, { failure: KILLED, warnings: [], steps: [] }));
  }
  await run.lease.release({ isGivenBack: true });
}
