import { isPartition } from "#lib/aws/partition.ts";
import { hasTags } from "#lib/aws/tags.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { createStackUrl, quickCreateUrl } from "#lib/setup-documents/console-links.ts";
import { CONNECTION_PATH, DEFAULT_CONNECTION_ROLE, type Setup } from "#lib/setup-documents/setup.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { setupOf } from "./account-setup.ts";
import { noSuchAccount } from "./get.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import { type AwsAccountRow, findAccount } from "./store.ts";

export type ConsoleLinks = {
  /** Where a downloaded template is uploaded. Null where the console is not on the open internet. */
  createStack: string | null;
  /** One click; null unless the operator keeps a template, and this account's set-up is the plain one. */
  quickCreate: string | null;
};

/**
 * What an account's set-up documents are made from, and the ways into the AWS console. During a rotation an admin's
 * documents carry the new external ID.
 * @throws Refusal `forbidden`, `not_found`; `conflict` while the platform does not know its own AWS identity
 */
export async function accountSetup(ctx: Ctx, id: string): Promise<{ setup: Setup; links: ConsoleLinks }> {
  authorize(ctx, "aws_account.read");
  const workspaceId = ctx.workspace.id;
  const platform = await platformPrincipalArn();
  const account = await inWorkspace(workspaceId, (tx) => findAccount(tx, workspaceId, id));
  if (!account) throw noSuchAccount();
  if (!platform) throw unknownPlatform();
  const setup = setupFor(ctx, account, platform);
  return { setup, links: linksFor(setup) };
}

function setupFor(ctx: Ctx, account: AwsAccountRow, platformArn: string): Setup {
  const { accountId, partition } = account;
  if (!isPartition(partition)) throw new Error(`account ${account.id} is in no known partition`);
  const { name: connectionRoleName, path: connectionRolePath } = roleArnFrom(account.connectionRoleArn);
  const { permissionsVersion: _version, regions: _regions, ...choices } = setupOf(account.setup);
  const pending = ctx.role === "ADMIN" ? account.pendingExternalId : null;
  const known = [pending, account.externalId, account.retiredExternalId].filter((id) => id !== null);
  const [externalId = account.externalId, ...earlierExternalIds] = known;
  return {
    ...choices,
    accountId,
    partition,
    externalId,
    earlierExternalIds,
    platformPrincipalArn: platformArn,
    connectionRoleName,
    connectionRolePath,
    requiredPolicies: requiredPoliciesFor({ accountId, partition }, requiredPolicySet()),
  };
}

function linksFor(setup: Setup): ConsoleLinks {
  const { connectionRoleName: name, connectionRolePath: path, rolePath, rolePrefix } = setup;
  const template = env().ROLECALL_CLOUDFORMATION_TEMPLATE_URL;
  // The operator's one template serves every account: with the names and the scope it was published with.
  const isPlain = name === DEFAULT_CONNECTION_ROLE && path === CONNECTION_PATH && !rolePath && !rolePrefix;
  return {
    createStack: createStackUrl(setup.partition),
    quickCreate: template && isPlain && isAsPublished(setup) ? quickCreateUrl(setup, template) : null,
  };
}

/** The operator publishes one template, with none of an account's choices. */
const isAsPublished = ({
  includeBulkRead,
  includeAttach,
  includeListRoles,
  withoutBoundary,
  neverMakeProfiles,
  tags = {},
}: Setup) =>
  !includeBulkRead &&
  !includeAttach &&
  !includeListRoles &&
  !withoutBoundary &&
  !neverMakeProfiles &&
  !hasTags(tags);

function unknownPlatform(): Refusal {
  return new Refusal(
    "conflict",
    "Rolecall does not know yet who it is in AWS, and the documents have to name it. A worker finds out when it starts; the operator page says what is wrong if it cannot.",
  );
}
