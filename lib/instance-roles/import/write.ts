/** Writes an import: the import, its first roles, and the rows that a worker goes on with. */
import { recordAuditEvents } from "#lib/audit/record.ts";
import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { importQueue } from "./job.ts";
import type { Judged } from "./judge.ts";
import type { ParsedUpload } from "./parsed-upload.ts";
import { changeImport, insertImport } from "./store.ts";
import { importView } from "./to-view.ts";
import { countVerdicts, type Verdict } from "./verdict.ts";
import type { ImportView } from "./view.ts";
import type { WaitingRow } from "./waiting-row.ts";
import { type NewRole, ROLES_AT_ONCE, writeRoles } from "./write-roles.ts";

/**
 * Writes the first accepted rows and stores the others.
 * @returns the verdicts with the ids of roles that were or will be made, and the import
 */
export async function writeImport(
  tx: Tx,
  ctx: Ctx,
  source: ParsedUpload["source"],
  judged: Judged[],
): Promise<{ verdicts: Verdict[]; view: ImportView }> {
  const accepted = withIds(judged);
  const [first, rest] = [accepted.slice(0, ROLES_AT_ONCE), accepted.slice(ROLES_AT_ONCE)];
  const importRow = {
    workspaceId: ctx.workspace.id,
    id: uuid7(),
    source,
    rows: judged.length,
    waiting: rest.length,
    createdAt: new Date(),
    createdBy: actorName(ctx.actor),
    ...keptOf(judged.map(({ verdict }) => verdict)),
  };
  await insertImport(tx, { ...importRow, waitingRows: rest.map(waitingRow) });
  const written = await writeRoles(tx, ctx, importRow.id, first);
  const verdicts = completed(judged, [...first.filter(({ id }) => written.has(id)), ...rest]);
  const kept = keptOf(verdicts);
  if (written.size < first.length) await changeImport(tx, importRow, kept);
  const details = countVerdicts(verdicts);
  await recordAuditEvents(tx, ctx, [{ action: "instance_role.import", targetId: importRow.id, details }]);
  if (rest.length > 0) await startWriting(tx, ctx, importRow.id);
  return { verdicts, view: importView({ ...importRow, ...kept }, new Map([["REGISTERING", written.size]])) };
}

function startWriting(tx: Tx, ctx: Ctx, importId: string): Promise<void> {
  const { workspace, actor, role, requestId } = ctx;
  const job = { importId, ctx: { workspace, actor, role, ...(requestId && { requestId }) } };
  return enqueue(tx, importQueue, job, { groupId: workspace.id });
}

function keptOf(verdicts: Verdict[]) {
  const { accepted, alreadyRegistered } = countVerdicts(verdicts);
  return { accepted, alreadyRegistered, refused: verdicts.filter(({ status }) => status === "rejected") };
}

/** Assigns ids in the order of the rows, which lists by creation time then keep. */
function withIds(judged: Judged[]): NewRole[] {
  const accepted = judged.flatMap((each) => each.accepted ?? []);
  const ids = accepted.map(() => uuid7()).toSorted();
  return accepted.map((row, index) => ({ ...row, id: ids[index] as string }));
}

const waitingRow = ({ id, row, line, names, description, roleArn }: NewRole): WaitingRow => ({
  id,
  row,
  ...(line !== undefined && { line }),
  names,
  description,
  roleArn: roleArn.arn,
});

/** Adds the ids; a row that collided with a concurrent registration is refused. */
function completed(judged: Judged[], registered: NewRole[]): Verdict[] {
  const idOf = new Map(registered.map(({ row, id }) => [row, id]));
  return judged.map(({ verdict }) => {
    const { row, status, sameAsRow } = verdict;
    if (status === "rejected") return verdict;
    const id = idOf.get(status === "accepted" ? row : (sameAsRow ?? 0)) ?? verdict.id;
    return id ? { ...verdict, id } : collided(verdict);
  });
}

/** The verdict on a row whose name or role was taken between its judgement and its writing. */
export function collided({ row, line, name, roleArn }: Verdict): Verdict {
  const message =
    "The name or the role was registered by somebody else at this moment. Import the row again.";
  return refusedRow({ row, line, name, roleArn }, { code: "conflict", message });
}

type Place = {
  row: number;
  line?: number | undefined;
  name?: string | undefined;
  roleArn?: string | undefined;
};

/** A verdict that refuses a whole row, not one of its fields. */
export function refusedRow(
  { row, line, name, roleArn }: Place,
  { code, message }: { code: string; message: string },
): Verdict {
  return {
    row,
    ...(line !== undefined && { line }),
    status: "rejected",
    ...(name && { name }),
    ...(roleArn && { roleArn }),
    errors: [{ path: "", code, message }],
  };
}
