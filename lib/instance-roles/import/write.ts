/** Writes an import: the import, the roles, their runs with jobs, and the audit events. */
import { recordAuditEvents } from "#lib/audit/record.ts";
import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { startRuns } from "../start-run.ts";
import type { Accepted, Judged } from "./judge.ts";
import type { ParsedUpload } from "./parsed-upload.ts";
import { changeImport, insertImport, insertImportedRoles } from "./store.ts";
import { importView } from "./to-view.ts";
import { countVerdicts, type Verdict } from "./verdict.ts";
import type { ImportView } from "./view.ts";

type New = Accepted & { id: string; registrationId: string };

/**
 * Writes the accepted rows.
 * @returns the verdicts with the ids of new roles, and the import
 */
export async function writeImport(
  tx: Tx,
  ctx: Ctx,
  source: ParsedUpload["source"],
  judged: Judged[],
): Promise<{ verdicts: Verdict[]; view: ImportView }> {
  const workspaceId = ctx.workspace.id;
  const importRow = {
    workspaceId,
    id: uuid7(),
    source,
    rows: judged.length,
    createdAt: new Date(),
    createdBy: actorName(ctx.actor),
    ...keptOf(judged.map(({ verdict }) => verdict)),
  };
  await insertImport(tx, importRow);
  const roles = withIds(judged);
  const by = { workspaceId, importId: importRow.id, createdBy: importRow.createdBy };
  const made = await insertImportedRoles(tx, by, roles.map(roleRow));
  const registered = roles.filter(({ id }) => made.has(id));
  await startRuns(tx, ctx, registered.map(runOf));
  const verdicts = completed(judged, registered);
  const kept = keptOf(verdicts);
  if (registered.length < roles.length) await changeImport(tx, importRow, kept);
  await recordAuditEvents(tx, ctx, [
    {
      action: "instance_role.import",
      targetId: importRow.id,
      details: countVerdicts(verdicts),
    },
    ...registered.map(({ id, name, roleArn }) => ({
      action: "instance_role.create" as const,
      targetId: id,
      details: { name, roleArn: roleArn.arn, importId: importRow.id },
    })),
  ]);
  return { verdicts, view: importView({ ...importRow, ...kept }, new Map([["REGISTERING", made.size]])) };
}

function keptOf(verdicts: Verdict[]) {
  const { accepted, alreadyRegistered } = countVerdicts(verdicts);
  return { accepted, alreadyRegistered, refused: verdicts.filter(({ status }) => status === "rejected") };
}

/** Assigns ids in the order of the rows, which lists by creation time then keep. */
function withIds(judged: Judged[]): New[] {
  const accepted = judged.flatMap((each) => each.accepted ?? []);
  const ids = accepted.map(() => uuid7()).toSorted();
  return accepted.map((row, index) => ({ ...row, id: ids[index] as string, registrationId: uuid7() }));
}

const roleRow = ({ id, account, name, nameKey, description, roleArn, registrationId, row }: New) => ({
  id,
  awsAccountId: account.id,
  name,
  nameKey,
  description,
  roleArn: roleArn.arn,
  registrationId,
  importRow: row,
});

const runOf = ({ id, registrationId, account }: New) => ({
  registrationId,
  instanceRoleId: id,
  kind: "REGISTER" as const,
  accountId: account.accountId,
});

/** Adds the ids; a row that collided with a concurrent registration is refused. */
function completed(judged: Judged[], registered: New[]): Verdict[] {
  const idOf = new Map(registered.map(({ row, id }) => [row, id]));
  return judged.map(({ verdict }) => {
    const { row, status, sameAsRow } = verdict;
    if (status === "rejected") return verdict;
    const id = idOf.get(status === "accepted" ? row : (sameAsRow ?? 0)) ?? verdict.id;
    if (id) return { ...verdict, id };
    const { roleArn, name } = verdict;
    return { ...placeOf(verdict), ...(name && { name }), ...(roleArn && { roleArn }), ...COLLIDED };
  });
}

const placeOf = ({ row, line }: Verdict) => ({ row, ...(line !== undefined && { line }) });

const COLLIDED = {
  status: "rejected",
  errors: [
    {
      path: "",
      code: "conflict",
      message: "The name or the role was registered by somebody else at this moment. Import the row again.",
    },
  ],
} satisfies Pick<Verdict, "status" | "errors">;
