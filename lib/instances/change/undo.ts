import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { noSuchChange } from "../refusals.ts";
import { accountToChange, startChange } from "./start.ts";
import { findChange } from "./store.ts";
import { undoOf } from "./undoable.ts";
import type { ChangeView } from "./view.ts";

/**
 * Begins to give each instance of a change back what was on it before. What has been changed since stays as it is.
 * @throws Refusal `forbidden`, `not_found`, `not_granted`; `not_in_this_state` while the change runs, of an undo, and
 *   where nothing was changed
 */
export function undoChange(ctx: Ctx, awsAccountId: string, changeId: string): Promise<ChangeView> {
  authorize(ctx, "instance.attach");
  return writeOnce(ctx, async (tx) => {
    const change = await findChange(tx, ctx.workspace.id, changeId);
    if (!change || change.awsAccountId !== awsAccountId) throw noSuchChange();
    const { region } = change;
    await accountToChange(tx, ctx, { awsAccountId, region });
    if (change.kind === "undo") throw notNow("An undo cannot be undone. Attach the role again.");
    if (change.items.some(({ status }) => status === "OPEN")) {
      throw notNow("The change is still running. Wait until it has ended.");
    }
    const items = undoOf(change.items);
    if (items.length === 0) throw notNow("The change altered no instance, so there is nothing to undo.");
    return startChange(tx, ctx, awsAccountId, { kind: "undo", region, undoesId: changeId, items });
  });
}

const notNow = (detail: string) => new Refusal("not_in_this_state", detail);
