/** One job of the import queue: writes the rows that did not fit into the import's first transaction. */
import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { log } from "#lib/log.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { ImportJob } from "./job.ts";
import { judge } from "./judge.ts";
import { snapshotOf } from "./snapshot.ts";
import { lockWaitingRows, settleWaitingRows, takeImportTurn } from "./store.ts";
import { countVerdicts, type Verdict } from "./verdict.ts";
import { candidateOf, type WaitingRow } from "./waiting-row.ts";
import { collided, refusedRow } from "./write.ts";
import { type NewRole, ROLES_AT_ONCE, writeRoles } from "./write-roles.ts";

/**
 * Goes on until no row is left. Rows and the count of what is left change in one transaction, so an attempt that was
 * killed leaves nothing half done and the next one continues after it.
 * @throws whatever went wrong, to be tried again, unless this was the last attempt: then the rest is refused
 */
export async function workImport({ data, isLastAttempt, signal }: Job<ImportJob>): Promise<void> {
  try {
    while (!signal.aborted && (await withDatabaseRetries(() => writeNextRows(data), signal))) continue;
  } catch (error) {
    if (signal.aborted || !isLastAttempt) throw error;
    log.error({ err: error, importId: data.importId }, "an import ended unexpectedly");
    await withDatabaseRetries(() => refuseRest(data));
  }
  signal.throwIfAborted();
}

/** Writes the next rows in one transaction. @returns whether there were any */
export function writeNextRows({ importId: id, ctx }: ImportJob): Promise<boolean> {
  const key = { workspaceId: ctx.workspace.id, id };
  return inWorkspace(key.workspaceId, async (tx) => {
    await takeImportTurn(tx, key.workspaceId);
    const rows = await lockWaitingRows(tx, key, ROLES_AT_ONCE);
    if (rows.length === 0) return false;
    await settleWaitingRows(tx, key, outcomeOf(await register(tx, { importId: id, ctx }, rows)));
    return true;
  });
}

/** Judges the rows again, since others may have registered roles meanwhile, and registers those that are free. */
async function register(tx: Tx, { importId, ctx }: ImportJob, rows: WaitingRow[]): Promise<Verdict[]> {
  const candidates = rows.map((row) => ({ candidate: candidateOf(row) }));
  const judged = judge(candidates, await snapshotOf(tx, ctx.workspace.id, candidates));
  const roles = judged.flatMap(({ accepted }, at): NewRole[] =>
    accepted ? [{ ...accepted, id: (rows[at] as WaitingRow).id }] : [],
  );
  const written = await writeRoles(tx, ctx, importId, roles);
  return judged.map(({ verdict }, at) => {
    const isLost = verdict.status === "accepted" && !written.has((rows[at] as WaitingRow).id);
    return isLost ? collided(verdict) : verdict;
  });
}

/** The database answers and the rows still cannot be written: they are told, rather than waiting for ever. */
function refuseRest({ importId: id, ctx }: ImportJob): Promise<void> {
  const key = { workspaceId: ctx.workspace.id, id };
  return inWorkspace(key.workspaceId, async (tx) => {
    const rows = await lockWaitingRows(tx, key, Number.MAX_SAFE_INTEGER);
    if (rows.length > 0) await settleWaitingRows(tx, key, outcomeOf(rows.map(notWritten)));
  });
}

const notWritten = ({ row, line, names: [name], roleArn }: WaitingRow): Verdict =>
  refusedRow(
    { row, line, name, roleArn },
    { code: "unexpected", message: "Rolecall could not write this row. Import it again." },
  );

function outcomeOf(verdicts: Verdict[]) {
  const { rows, rejected, alreadyRegistered } = countVerdicts(verdicts);
  const refused = verdicts.filter(({ status }) => status === "rejected");
  return { rows, alreadyRegistered, notAccepted: rejected + alreadyRegistered, refused };
}
