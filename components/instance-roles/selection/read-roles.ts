"use client";
import { type BrowserProblem, send } from "#components/send.ts";
import type { RoleInstances } from "#lib/instance-roles/in-use/view.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { readInstances } from "../in-use/use-instances.ts";
import { inTurns } from "./in-turns.ts";
import type { Selectable } from "./selection.tsx";

export type ReadRole = {
  role: Selectable;
  /** What a removal would undo; null where the role was deleted meanwhile. */
  undo: InstanceRoleDetail["undo"] | null;
  /** The instances that run with it; absent where there is nothing to undo. */
  instances?: RoleInstances;
  /** Why it could not be read. */
  unread?: BrowserProblem;
};

/** Reads for each role what a removal would undo, and the instances affected. */
export function readRoles(slug: string, roles: Selectable[]): Promise<ReadRole[]> {
  return inTurns(roles, async (role) => {
    const answer = await send<InstanceRoleDetail>(
      "GET",
      `/api/v1/workspaces/${slug}/instance-roles/${role.id}`,
    );
    if (!answer.ok) {
      return { role, undo: null, ...(answer.problem.code !== "not_found" && { unread: answer.problem }) };
    }
    const { undo } = answer.body;
    if (undo.willUndo.length === 0) return { role, undo };
    return { role, undo, instances: await readInstances(slug, role.id) };
  });
}
