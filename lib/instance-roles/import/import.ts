import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { judge } from "./judge.ts";
import type { ParsedUpload } from "./parsed-upload.ts";
import { readRow } from "./read-row.ts";
import { snapshotOf } from "./snapshot.ts";
import { takeImportTurn } from "./store.ts";
import { countVerdicts, type Verdict } from "./verdict.ts";
import type { ImportResult } from "./view.ts";
import { writeImport } from "./write.ts";

/** Ten thousand rows are judged and kept in about a second; a busy machine may take longer. */
const TIMEOUT_MS = 20_000;

/**
 * Registers many IAM roles. Every row gets its verdict as if the rows were registered one after the other. The import and
 * its first accepted rows are written in one transaction, which also stores the rest for a worker (`workImport`). A
 * refused row does not affect the others.
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

function resultOf(
  { ignoredColumns, columns, notes }: ParsedUpload,
  verdicts: Verdict[],
  more: Pick<ImportResult, "preview" | "import">,
): ImportResult {
  return { ...more, ...countVerdicts(verdicts), ignoredColumns, columns, notes, verdicts };
}
