import { AwsError } from "#lib/aws/errors.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import { findAccount } from "#lib/aws-accounts/store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { connectionOf } from "#lib/instance-roles/connection-of.ts";
import { noSuchRole } from "#lib/instance-roles/refusals.ts";
import { type ToRead, whileReading } from "#lib/instance-roles/registration/checks/reading.ts";
import { findRole } from "#lib/instance-roles/store.ts";
import { nameInArn, roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { usageSections } from "./sections.ts";
import type { UsageView } from "./view.ts";

/**
 * Returns how each product uses an Active role, given its current trust policy in AWS.
 * Runs in a worker (lib/worker/answer-question.ts).
 * @throws Refusal `not_found`; `role_not_active`; `trust_policy_unread` where AWS does not return the trust policy
 */
export async function readRoleUsage(ctx: Ctx, id: string): Promise<UsageView> {
  authorize(ctx, "instance_role.read");
  const workspaceId = ctx.workspace.id;
  const { role, account } = await inWorkspace(workspaceId, async (tx) => {
    const role = await findRole(tx, workspaceId, id);
    if (!role) throw noSuchRole();
    return { role, account: await findAccount(tx, workspaceId, role.accountRef) };
  });
  if (!account) throw noSuchRole();
  const { instanceProfileArn } = role;
  if (role.status !== "ACTIVE" || !instanceProfileArn) {
    throw new Refusal("role_not_active", `${role.name} can be used once it is Active.`);
  }
  const roleArn = roleArnFrom(role.roleArn);
  const trust = await trustOf({ workspaceId, roleArn, connection: connectionOf(account) });
  const profile = { arn: instanceProfileArn, name: nameInArn(instanceProfileArn) };
  return { sections: usageSections({ role: roleArn, profile }, trust) };
}

async function trustOf(to: ToRead) {
  const read = whileReading(to, async (subject, { session, proven }) => {
    const [aws] = await Promise.all([session, proven]);
    return getRole({ ...aws, caller: subject.journal.ahead("find_role").caller }, to.roleArn.name);
  });
  const role = await read.catch((error: unknown) => {
    if (error instanceof RegistrationFailed || error instanceof AwsError) throw unread();
    throw error;
  });
  const parsed = parsePolicy(role.trustPolicy);
  if (!parsed.ok) throw unread();
  return parsed.document;
}

const unread = () =>
  new Refusal(
    "trust_policy_unread",
    "AWS does not show the role's trust policy now. Press Check now on the role's page: it says why.",
  );
