import type { Tx } from "#lib/db/client.ts";
import { nameKeyOf } from "../name-key.ts";
import type { WorkspaceSnapshot } from "./judge.ts";
import type { ReadRow } from "./read-row.ts";
import { findSnapshot } from "./store.ts";

/** Returns what is in the workspace of what the rows name, and no more of it. */
export function snapshotOf(tx: Tx, workspaceId: string, rows: ReadRow[]): Promise<WorkspaceSnapshot> {
  const candidates = rows.flatMap((row) => ("candidate" in row ? [row.candidate] : []));
  return findSnapshot(tx, workspaceId, {
    accountIds: [...new Set(candidates.map(({ roleArn }) => roleArn.accountId))],
    roleArns: candidates.map(({ roleArn }) => roleArn.arn),
    nameKeys: candidates.flatMap(({ names }) => names.map(nameKeyOf)),
  });
}
