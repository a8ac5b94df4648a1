import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { findAccount } from "#lib/aws-accounts/store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { describeFailure } from "#lib/failures/failure-reasons.ts";
import type { FailureSubject } from "#lib/failures/reasons/reason.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { connectionOf } from "../connection-of.ts";
import { noSuchRole } from "../refusals.ts";
import { findRole } from "../store.ts";
import { subjectOf } from "../to-view.ts";
import { lookForInstances } from "./look.ts";
import type { RoleInstances, RoleInstanceView } from "./view.ts";

/**
 * Lists the EC2 instances that run with a role now, in every Region of its account, and where Rolecall could not look.
 * Runs in a worker (lib/worker/answer-question.ts).
 * @throws Refusal `not_found`
 */
export async function listRoleInstances(ctx: Ctx, id: string): Promise<RoleInstances> {
  authorize(ctx, "instance_role.read");
  const workspaceId = ctx.workspace.id;
  const { role, account } = await inWorkspace(workspaceId, async (tx) => {
    const role = await findRole(tx, workspaceId, id);
    if (!role) throw noSuchRole();
    return { role, account: await findAccount(tx, workspaceId, role.accountRef) };
  });
  if (!account) throw noSuchRole();
  const to = { workspaceId, roleArn: roleArnFrom(role.roleArn), connection: connectionOf(account) };
  const looked = await lookForInstances(to);
  return { ...looked, fixes: fixesFor(looked.items, subjectOf(role, await platformPrincipalArn())) };
}

/** The fixes of the removal failure `profile_in_use`, offered before the removal. */
function fixesFor(items: RoleInstanceView[], subject: FailureSubject): RoleInstances["fixes"] {
  const [first] = items;
  if (!first) return [];
  const facts = {
    profileArn: first.instanceProfileArn,
    instanceIds: items.map(({ instanceId }) => instanceId),
    instances: items.map(({ instanceId, region }) => ({ id: instanceId, region })),
  };
  return describeFailure({ reason: "profile_in_use", facts, step: "ensure_profile" }, subject).fixes;
}
