import { recordAuditEvents } from "#lib/audit/record.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { startChecks } from "./start.ts";
import type { Begun } from "./store.ts";
import type { VerifyingView } from "./view.ts";

/**
 * Requests checks of many roles. Returns one outcome for each role, however often it is named.
 * @throws Refusal `forbidden`
 */
export function verifyInstanceRoles(ctx: Ctx, ids: string[]): Promise<VerifyingView> {
  authorize(ctx, "instance_role.verify");
  const unique = [...new Set(ids.map((id) => id.toLowerCase()))];
  return writeOnce(ctx, async (tx) => {
    const begun = await startChecks(tx, ctx, unique);
    const started = unique.filter((id) => begun.get(id) === "begun");
    const action = "instance_role.verify" as const;
    await recordAuditEvents(
      tx,
      ctx,
      started.map((targetId) => ({ action, targetId })),
    );
    const items = unique.map((id) => ({ id, status: STATUS[begun.get(id) ?? "not_found"] }));
    return { checking: items.filter(({ status }) => status === "checking").length, items };
  });
}

const STATUS = {
  begun: "checking",
  joined: "checking",
  never_active: "not_in_this_state",
  not_in_this_state: "not_in_this_state",
  not_found: "not_found",
} as const satisfies Record<Begun, VerifyingView["items"][number]["status"]>;
