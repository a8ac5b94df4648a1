/** A lane is an AWS account and the two workspaces that have connected it; lanes do not touch one another. */
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
    // Otherwise the worker's first deed is to check it.
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
 * Asks for the removal of everything the workspace has registered. Without the look that an admin's request makes
 * beforehand: its AWS calls are this process's, which nobody kills. The run looks for itself.
 */
export async function removeAll(ctx: Ctx): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const roles = await inWorkspace(workspaceId, (tx) => tx.instanceRole.findMany({ where: { workspaceId } }));
  for (const { id } of roles) await removeInstanceRole(ctx, id, { look: async () => NOT_ASKED });
}

const NOT_ASKED = { items: [], notLooked: [], fixes: [] };

/** Resolves when no role is under way and no job is left. */
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
 * Takes back everything. What the connection role may not take back, its account's owner allows it first, and
 * forbids it again afterwards.
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
