import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { noSuchRole, notInState } from "../refusals.ts";
import type { InstanceRoleRow } from "../row.ts";
import type { ChooseProfileInput } from "../schema.ts";
import { startRun } from "../start-run.ts";
import { statesFor } from "../status.ts";
import { changeRole, FRESH_RUN, findRole } from "../store.ts";
import { toView } from "../to-view.ts";
import type { InstanceRoleView } from "../view.ts";
import { profileArnFor } from "./profile-arn-for.ts";

/**
 * Chooses one of the instance profiles that hold a role, or leaves it to Rolecall again (null), and registers the role
 * anew, which sees whether the profile holds it. What Rolecall made before stays until the role is deleted here.
 * @throws Refusal `forbidden`, `not_found`, `not_in_this_state` while the role is in motion; `invalid` on
 *   `instanceProfileArn`
 */
export async function chooseInstanceProfile(
  ctx: Ctx,
  id: string,
  { instanceProfileArn }: ChooseProfileInput,
): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.retry");
  const workspaceId = ctx.workspace.id;
  const registrationId = uuid7();
  const principal = await platformPrincipalArn();
  return writeOnce(ctx, async (tx) => {
    const before = await findRole(tx, workspaceId, id);
    if (!before) throw noSuchRole();
    const { accountId, name } = before;
    const chosenProfileArn =
      instanceProfileArn && profileArnFor(roleArnFrom(before.roleArn), instanceProfileArn);
    const change = { ...FRESH_RUN, status: "REGISTERING", registrationId, chosenProfileArn } as const;
    const changed = await changeRole(tx, workspaceId, { id, from: statesFor("chooseProfile") }, change);
    if (!changed) throw notInState("chooseProfile", before.status);
    await startRun(tx, ctx, { registrationId, instanceRoleId: id, kind: "REGISTER", accountId });
    const details = { name, instanceProfileArn: chosenProfileArn };
    await recordAudit(tx, ctx, { action: "instance_role.profile_chosen", targetId: id, details });
    return toView((await findRole(tx, workspaceId, id)) as InstanceRoleRow, principal);
  });
}
