import type { Tx } from "#lib/db/client.ts";
import { findRolesByProfile, type RoleOfProfile } from "../store.ts";
import { type ChangeRow, findUndoOf, type ItemRow } from "./store.ts";
import { undoOf } from "./undoable.ts";
import type { ChangeView } from "./view.ts";
import { OUTCOME_WORDS, reasonWords } from "./words.ts";

/** A change as it is now, with the names of the roles that were on its instances. */
export async function toChangeView(tx: Tx, workspaceId: string, row: ChangeRow): Promise<ChangeView> {
  const arns = row.items.flatMap(({ before }) => before?.association?.profileArn ?? []);
  const [roles, undoneBy] = [
    await findRolesByProfile(tx, workspaceId, [...new Set(arns)]),
    await findUndoOf(tx, workspaceId, row.id),
  ];
  const count = (status: ItemRow["status"]) => row.items.filter((item) => item.status === status).length;
  const counts = { open: count("OPEN"), done: count("DONE"), failed: count("FAILED") };
  const kind = row.kind as ChangeView["kind"];
  return {
    id: row.id,
    awsAccountId: row.awsAccountId,
    region: row.region,
    kind,
    ...(row.instanceRoleId && { instanceRoleId: row.instanceRoleId }),
    ...(row.roleName && { roleName: row.roleName }),
    ...(row.undoesId && { undoes: row.undoesId }),
    ...(undoneBy && { undoneBy }),
    status: counts.open > 0 ? "RUNNING" : "SETTLED",
    counts,
    canUndo: counts.open === 0 && kind !== "undo" && undoOf(row.items).length > 0,
    items: row.items.map((item) => itemView(item, roles)),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
  };
}

function itemView(item: ItemRow, roles: RoleOfProfile[]): ChangeView["items"][number] {
  const { instanceId, status, outcome, reason, facts, before } = item;
  const detail = reason ? reasonWords(reason, facts) : outcome && OUTCOME_WORDS[outcome];
  return {
    instanceId,
    status,
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(detail && { detail }),
    ...(before && { before: before.association && profileView(before.association.profileArn, roles) }),
  };
}

function profileView(instanceProfileArn: string, roles: RoleOfProfile[]) {
  const role = roles.find((one) => one.instanceProfileArn === instanceProfileArn);
  return { instanceProfileArn, ...(role && { roleName: role.name }) };
}
