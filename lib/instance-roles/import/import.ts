import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { nameKeyOf } from "../name-key.ts";
import { judge, type WorkspaceSnapshot } from "./judge.ts";
import type { ParsedUpload } from "./parsed-upload.ts";
import { type ReadRow, readRow } from "./read-row.ts";
import { findSnapshot, takeImportTurn } from "./store.ts";
import { countVerdicts, type Verdict } from "./verdict.ts";
import type { ImportResult } from "./view.ts";
import { writeImport } from "./write.ts";

/** Ten thousand rows take some seconds on a busy machine. */
const TIMEOUT_MS = 120_000;

/**
 * Registers many IAM roles. Every row gets its verdict as if the rows were registered one after the other; the accepted
 * ones are registered in one transaction, and a refused row does not affect the others.
 * @param preview return the verdicts and write nothing
 * @throws Refusal `forbidden`
 */
export async function importInstanceRoles(
  ctx: Ctx,
  upload: ParsedUpload,
  { preview }: { preview: boolean },
): Promise<ImportResult> {
  authorize(ctx, "instance_role.import");
  const workspaceId = ctx.workspace.id;
  const rows = upload.rows.map(readRow);
  const judged = async (tx: Tx) => judge(rows, await snapshotOf(tx, workspaceId, rows));
  if (preview) {
    const verdicts = (await inWorkspace(workspaceId, judged)).map(({ verdict }) => verdict);
    return resultOf(upload, verdicts, { preview });
  }
  const write = async (tx: Tx) => {
    await takeImportTurn(tx, workspaceId);
    const { verdicts, view } = await writeImport(tx, ctx, upload.source, await judged(tx));
    return resultOf(upload, verdicts, { preview, import: view });
  };
  return writeOnce(ctx, write, { timeoutMs: TIMEOUT_MS });
}

/** Reads what the workspace has of the accounts, ARNs and names in the rows. */
export function snapshotOf(tx: Tx, workspaceId: string, rows: ReadRow[]): Promise<WorkspaceSnapshot> {
  const candidates = rows.flatMap((row) => ("candidate" in row ? [row.candidate] : []));
  return findSnapshot(tx, workspaceId, {
    accountIds: [...new Set(candidates.map(({ roleArn }) => roleArn.accountId))],
    roleArns: candidates.map(({ roleArn }) => roleArn.arn),
    nameKeys: candidates.flatMap(({ names }) => names.map(nameKeyOf)),
  });
}

function resultOf(
  { ignoredColumns, columns, notes }: ParsedUpload,
  verdicts: Verdict[],
  more: Pick<ImportResult, "preview" | "import">,
): ImportResult {
  return { ...more, ...countVerdicts(verdicts), ignoredColumns, columns, notes, verdicts };
}
