"use client";
import { type BrowserProblem, send } from "#components/send.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { inTurns } from "./in-turns.ts";
import type { Selectable } from "./selection.tsx";

export type ReadRole = { role: Selectable; undo: InstanceRoleDetail["undo"] | null; unread?: BrowserProblem };

/** What a removal would take back of each. Null where it is gone meanwhile; `unread` where that could not be learnt. */
export function readRoles(slug: string, roles: Selectable[]): Promise<ReadRole[]> {
  return inTurns(roles, async (role) => {
    const answer = await send<InstanceRoleDetail>(
      "GET",
      `/api/v1/workspaces/${slug}/instance-roles/${role.id}`,
    );
    if (answer.ok) return { role, undo: answer.body.undo };
    return { role, undo: null, ...(answer.problem.code !== "not_found" && { unread: answer.problem }) };
  });
}
