import type { Tx } from "#lib/db/client.ts";
import { invalidField, Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import type { AttachInstances } from "../schema.ts";
import { findTarget } from "../store.ts";
import { accountToChange, startChange } from "./start.ts";
import type { ChangeView } from "./view.ts";

/**
 * Begins to put a role on EC2 instances, or to take what is there off: where another is on, it is replaced.
 * @throws Refusal `forbidden`, `not_found`; `invalid` on `region` or `instanceRoleId`; `not_granted`;
 *   `role_not_active`; `instance_in_use`, where all of them are in hand already
 */
export function changeInstances(
  ctx: Ctx,
  awsAccountId: string,
  { region, instanceIds, instanceRoleId }: AttachInstances,
): Promise<ChangeView> {
  authorize(ctx, "instance.attach");
  return writeOnce(ctx, async (tx) => {
    await accountToChange(tx, ctx, { awsAccountId, region });
    const role = instanceRoleId ? await roleToAttach(tx, ctx, { awsAccountId, instanceRoleId }) : null;
    const wantedArn = role?.instanceProfileArn ?? null;
    const items = instanceIds.map((instanceId) => ({ instanceId, wantedArn }));
    return startChange(tx, ctx, awsAccountId, { kind: role ? "attach" : "detach", region, role, items });
  });
}

async function roleToAttach(
  tx: Tx,
  ctx: Ctx,
  { awsAccountId, instanceRoleId }: { awsAccountId: string; instanceRoleId: string },
) {
  const role = await findTarget(tx, ctx.workspace.id, instanceRoleId);
  if (!role) throw invalidField("instanceRoleId", "role_unknown", "The workspace has no such instance role");
  const { name, status, instanceProfileArn } = role;
  if (role.awsAccountId !== awsAccountId) {
    const message = `${name} is a role of another AWS account. Machines take roles of their own account alone`;
    throw invalidField("instanceRoleId", "role_in_other_account", message);
  }
  if (status === "ACTIVE" && instanceProfileArn) return { ...role, instanceProfileArn };
  throw new Refusal(
    "role_not_active",
    `${name} is not Active, so machines cannot be sure to run with it. Its page says what is wrong.`,
    { extra: { instanceRole: { id: role.id, name, status } } },
  );
}
