import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { waitForRoles } from "../events.ts";
import { importWithCounts } from "./get.ts";
import { findImport, findRegisteringOfImport } from "./store.ts";
import { importView } from "./to-view.ts";
import type { ImportView } from "./view.ts";

/**
 * Waits until every row of an import is written and every role of it has settled or was deleted, without polling.
 * @param until ends the wait
 * @returns the import as it is then
 */
export async function settledImport(ctx: Ctx, id: string, until: AbortSignal): Promise<ImportView> {
  const workspaceId = ctx.workspace.id;
  let over = Promise.withResolvers<void>();
  const heard = new Set<string>();
  let open: Set<string> | undefined;
  until.addEventListener("abort", () => over.resolve(), { once: true });
  const { stop } = await waitForRoles(workspaceId, {
    settled(roleId) {
      heard.add(roleId);
      open?.delete(roleId);
      if (open?.size === 0) over.resolve();
    },
    missed: () => over.resolve(),
  });
  try {
    for (;;) {
      // Some may have settled before the subscription, and some during this read.
      const { waiting, registering } = await inWorkspace(workspaceId, async (tx) => ({
        registering: await findRegisteringOfImport(tx, workspaceId, id),
        waiting: (await findImport(tx, workspaceId, id))?.waiting ?? 0,
      }));
      open = new Set(registering.filter((roleId) => !heard.has(roleId)));
      if ((open.size === 0 && waiting === 0) || until.aborted) break;
      await over.promise;
      over = Promise.withResolvers();
    }
  } finally {
    stop();
  }
  const { row, roles } = await inWorkspace(workspaceId, (tx) => importWithCounts(tx, workspaceId, id));
  return importView(row, roles);
}
