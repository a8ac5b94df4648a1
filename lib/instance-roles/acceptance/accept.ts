import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { Refusal } from "#lib/errors.ts";
import { type AcceptableFailure, type Acceptance, isAcceptable } from "#lib/failures/acceptance.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchRole, notInState } from "../refusals.ts";
import type { InstanceRoleRow } from "../row.ts";
import type { AcceptInput } from "../schema.ts";
import { startRun } from "../start-run.ts";
import { statesFor } from "../status.ts";
import { changeRole, FRESH_RUN, findRole } from "../store.ts";
import { toView } from "../to-view.ts";
import type { InstanceRoleView } from "../view.ts";
import { fingerprintOf } from "./fingerprint.ts";

/**
 * Accepts the finding that a role failed with, and registers the role again. The acceptance no longer applies once the
 * policy or the actions that the finding is about change.
 * @throws Refusal `forbidden`, `not_found`, `not_in_this_state` where the role has not failed, `not_this_finding` where
 * it failed with another reason than the accepted one
 */
export async function acceptFinding(ctx: Ctx, id: string, input: AcceptInput): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.accept");
  const workspaceId = ctx.workspace.id;
  const registrationId = uuid7();
  const principal = await platformPrincipalArn();
  return inWorkspace(workspaceId, async (tx) => {
    const before = await findRole(tx, workspaceId, id);
    if (!before) throw noSuchRole();
    if (before.status !== "FAILED") throw notInState("accept", before.status);
    const acceptance = acceptanceOf(before, input, actorName(ctx.actor));
    const change = { ...FRESH_RUN, status: "REGISTERING", registrationId, acceptance } as const;
    const changed = await changeRole(tx, workspaceId, { id, from: statesFor("accept") }, change);
    if (!changed) throw notInState("accept", (await findRole(tx, workspaceId, id))?.status ?? null);
    const { accountId, name } = before;
    await startRun(tx, ctx, { registrationId, instanceRoleId: id, kind: "REGISTER", accountId });
    const { reason, because } = acceptance;
    await recordAudit(tx, ctx, {
      action: "instance_role.accept",
      targetId: id,
      details: { name, reason, because },
    });
    return toView((await findRole(tx, workspaceId, id)) as InstanceRoleRow, principal);
  });
}

function acceptanceOf({ failure }: InstanceRoleRow, input: AcceptInput, by: string): Acceptance {
  if (!failure || failure.reason !== input.reason || !isAcceptable(failure.reason)) {
    throw new Refusal("not_this_finding", "The role did not fail with this reason. Look at it again.", {
      extra: { currentReason: failure?.reason },
    });
  }
  const fingerprint = fingerprintOf(failure as AcceptableFailure);
  return { ...input, by, since: new Date().toISOString(), fingerprint };
}
