"use client";
import { send } from "#components/send.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { inTurns } from "./in-turns.ts";
import type { Selectable } from "./selection.tsx";

export type ReadRole = { role: Selectable; undo: InstanceRoleDetail["undo"] | null };

/** What a removal would take back of each. Null where it cannot be read: gone meanwhile, most likely. */
export function readRoles(slug: string, roles: Selectable[]): Promise<ReadRole[]> {
  return inTurns(roles, async (role) => {
    const answer = await send<InstanceRoleDetail>(
      "GET",
      `/api/v1/workspaces/${slug}/instance-roles/${role.id}`,
    );
    return { role, undo: answer.ok ? answer.body.undo : null };
  });
}
