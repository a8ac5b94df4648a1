import { auditRow } from "#lib/audit/record.ts";
import { findConnected } from "#lib/aws-accounts/connected-store.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { queryIn } from "#lib/db/direct.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { accountAmong, meantRoleArn } from "./account-of-arn.ts";
import { nameKeyOf } from "./name-key.ts";
import { insertRegistration } from "./new-role-store.ts";
import { profileArnFor } from "./profile-choice/profile-arn-for.ts";
import { collision } from "./refusals.ts";
import type { RegisterInput } from "./schema.ts";
import { enqueueRun, runOf } from "./start-run.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Registers an IAM role: the role (REGISTERING), its run, the run's job and the audit event in one transaction.
 * @throws Refusal `forbidden`; `invalid` on the fields `roleArn`, the code being the reason, and `instanceProfileArn`;
 *   `name_taken` and `already_registered` with `existing: { id, name, status }`
 */
export async function registerInstanceRole(ctx: Ctx, input: RegisterInput): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.create");
  const roleArn = meantRoleArn(input.roleArn);
  const { name, description, instanceProfileArn } = input;
  const chosenProfileArn = instanceProfileArn ? profileArnFor(roleArn, instanceProfileArn) : null;
  const nameKey = nameKeyOf(name);
  const principal = await platformPrincipalArn();
  const registering = writeOnce(ctx, async (tx) => {
    const query = queryIn(tx);
    const [id, registrationId] = [uuid7(), uuid7()];
    const createdBy = actorName(ctx.actor);
    const given = { name, nameKey, description, roleArn: roleArn.arn, chosenProfileArn };
    const role = { id, ...given, registrationId, createdBy };
    const { accountId } = roleArn;
    const run = { registrationId, instanceRoleId: id, kind: "REGISTER", accountId } as const;
    const details = {
      name,
      roleArn: roleArn.arn,
      ...(chosenProfileArn && { instanceProfileArn: chosenProfileArn }),
    };
    const event = auditRow(ctx, { action: "instance_role.create", targetId: id, details });
    const insert = () => insertRegistration(query, { role, run: runOf(ctx, run), event }, roleArn);
    const [row] = await Promise.all([insert(), enqueueRun(tx, ctx, run)]);
    if (row) return toView(row, principal);
    // The insert fails, and its job with it, where the account is not connected at that moment.
    accountAmong(await findConnected(query, ctx.workspace.id, accountId), roleArn);
    return toView((await insert()) as NonNullable<typeof row>, principal);
  });
  return registering.catch(async (error) => {
    throw await collision(ctx, error, { nameKey, roleArn: roleArn.arn });
  });
}
