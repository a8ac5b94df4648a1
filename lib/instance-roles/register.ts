import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { accountFor, meantRoleArn } from "./account-of-arn.ts";
import { nameKeyOf } from "./name-key.ts";
import { collision } from "./refusals.ts";
import type { RegisterInput } from "./schema.ts";
import { startRun } from "./start-run.ts";
import { insertRole } from "./store.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Registers an IAM role: the role (REGISTERING), its run, the run's job and the audit event in one transaction.
 * @throws Refusal `forbidden`; `invalid` on the field `roleArn`, the code being the reason of failures.md;
 *   `name_taken` and `already_registered` with `existing: { id, name }`
 */
export async function registerInstanceRole(ctx: Ctx, input: RegisterInput): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.create");
  const roleArn = meantRoleArn(input.roleArn);
  const { name, description } = input;
  const nameKey = nameKeyOf(name);
  const principal = await platformPrincipalArn();
  const registering = writeOnce(ctx, async (tx) => {
    const workspaceId = ctx.workspace.id;
    const account = await accountFor(tx, workspaceId, roleArn);
    const [id, registrationId] = [uuid7(), uuid7()];
    const createdBy = actorName(ctx.actor);
    const newRole = { id, name, nameKey, description, roleArn: roleArn.arn, registrationId, createdBy };
    const role = await insertRole(tx, workspaceId, newRole, account);
    await startRun(tx, ctx, {
      registrationId,
      instanceRoleId: id,
      kind: "REGISTER",
      accountId: account.accountId,
    });
    const details = { name, roleArn: roleArn.arn };
    await recordAudit(tx, ctx, { action: "instance_role.create", targetId: id, details });
    return toView(role, principal);
  });
  return registering.catch(async (error) => {
    throw await collision(ctx, error, { nameKey, roleArn: roleArn.arn });
  });
}
