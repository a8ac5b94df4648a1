/** A lane: an AWS account and the two workspaces connected to it. Lanes are independent. */
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { inWorkspace } from "#lib/db/tenant.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { removeInstanceRole } from "#lib/instance-roles/remove.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { adminOf, iamAs } from "../support/connection-role.ts";
import { connectAccount, ctxOf, makeWorkspace } from "../support/factories.ts";
import { accountIdOf, connectionOf, type RoleName, roleArnIn, SECURITY, securityTeam } from "./accounts.ts";
import { type House, until } from "./house.ts";

export type Lane = { accountId: string; first: Ctx; second: Ctx };

export async function openLane(index: number): Promise<Lane> {
  const accountId = accountIdOf(index);
  const connected = async () => {
    const workspace = await makeWorkspace();
    await connectAccount(workspace, connectionOf(accountId));
    // Otherwise a starting worker would check the account first.
    const checked = { where: { workspaceId: workspace.id }, data: { checkedAt: new Date() } };
    await inWorkspace(workspace.id, (tx) => tx.awsAccount.updateMany(checked));
    return ctxOf(workspace);
  };
  return { accountId, first: await connected(), second: await connected() };
}

export const workspacesOf = ({ first, second }: Lane) => [first.workspace.id, second.workspace.id];

export async function register(ctx: Ctx, { accountId }: Lane, name: RoleName): Promise<void> {
  await registerInstanceRole(ctx, { name, roleArn: roleArnIn(accountId, name), description: "" });
}

/**
 * Requests the removal of every role of the workspace. Skips the look for instances that an admin's request makes
 * before: its AWS calls come from this process, which is not killed. The run looks by itself.
 */
export async function removeAll(ctx: Ctx): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const roles = await inWorkspace(workspaceId, (tx) => tx.instanceRole.findMany({ where: { workspaceId } }));
  for (const { id } of roles) await removeInstanceRole(ctx, id, { look: async () => NOT_ASKED });
}

const NOT_ASKED = { items: [], notLooked: [], fixes: [] };

/** Resolves when no role is in motion and no job is left. */
export function settled(house: House, lane: Lane, patienceMs?: number): Promise<true> {
  return until(
    `lane ${lane.accountId} settles`,
    async () => ((await isSettled(house, lane)) ? true : undefined),
    patienceMs,
  );
}

export async function isSettled(house: House, lane: Lane): Promise<boolean> {
  const [row] = await house.query<{ open: number }>(
    `SELECT (SELECT count(*) FROM instance_role
             WHERE workspace_id = ANY($1) AND status IN ('REGISTERING', 'DELETING'))
          + (SELECT count(*) FROM pgboss.job
             WHERE state < 'completed' AND (data ->> 'workspaceId')::uuid = ANY($1)) AS open`,
    [workspacesOf(lane)],
  );
  return Number(row?.open) === 0;
}

/**
 * Removes everything. What the connection role may not undo is first allowed by the account's owner, and denied again
 * afterwards.
 */
export async function tidy(house: House, lane: Lane): Promise<void> {
  const iam = iamAs(await adminOf(lane.accountId));
  const deny = { RoleName: SECURITY.role, PolicyName: SECURITY.name };
  await iam.send(new DeleteRolePolicyCommand(deny));
  await removeAll(lane.first);
  await removeAll(lane.second);
  await settled(house, lane);
  const PolicyDocument = JSON.stringify(securityTeam(lane.accountId));
  await iam.send(new PutRolePolicyCommand({ ...deny, PolicyDocument }));
}
