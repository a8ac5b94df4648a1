import type { Partition } from "#lib/aws/partition.ts";
import { setupOf } from "#lib/aws-accounts/account-setup.ts";
import { noSuchAccount } from "#lib/aws-accounts/get.ts";
import { type AwsAccountRow, findAccount } from "#lib/aws-accounts/store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { invalidField } from "#lib/errors.ts";
import { connectionOf } from "#lib/instance-roles/connection-of.ts";
import { whileReading } from "#lib/instance-roles/registration/checks/reading.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { filtersFor } from "../filters.ts";
import { asRefusal, requireRegions } from "../refusals.ts";
import type { ListInstances } from "../schema.ts";
import { findRolesByProfile, findTarget } from "../store.ts";
import type { InstancePage } from "../view.ts";
import { decodePlace, encodePlace, type InstancePlace } from "./place.ts";
import { readPage } from "./read-page.ts";
import { toInstanceView } from "./to-view.ts";

/**
 * One page of an account's EC2 instances as AWS tells them now.
 * Run by a worker (lib/worker/answer-question.ts).
 * @throws Refusal `not_found`; `invalid` on `region`, `cursor` or `instanceRoleId`; `not_granted`,
 *   `account_not_reachable`, `aws_busy`
 */
export async function listInstances(
  ctx: Ctx,
  awsAccountId: string,
  input: ListInstances,
): Promise<InstancePage> {
  authorize(ctx, "instance.read");
  const { limit, cursor, region: regions, ...search } = input;
  const { account, profileArn } = await subjectOfList(ctx, awsAccountId, input);
  requireRegions(account.partition as Partition, regions);
  const asked = { awsAccountId, regions, ...search };
  const place = cursor ? placeIn(regions, decodePlace(asked, cursor)) : null;
  const withAssociations = setupOf(account.setup).includeAttach ?? false;
  const connection = connectionOf(account);
  const to = {
    workspaceId: ctx.workspace.id,
    roleArn: roleArnFrom(account.connectionRoleArn),
    connection,
  };
  const filters = filtersFor({ ...search, profileArn });
  const { found, next } = await whileReading(to, async ({ emulator, signal }, link) => {
    const [session] = await Promise.all([link.session, link.proven]);
    const aws = { ...session, caller: { retry: { budgetMs: PATIENCE_MS, emulator, signal } } };
    return readPage(aws, { regions, filters, limit, place, withAssociations });
  }).catch((error: unknown) => {
    throw asRefusal(error, account);
  });
  const arns = [...new Set(found.flatMap(({ profile }) => profile?.arn ?? []))];
  const roles = await inWorkspace(ctx.workspace.id, (tx) => findRolesByProfile(tx, ctx.workspace.id, arns));
  return {
    items: found.map((instance) => toInstanceView(instance, roles)),
    nextCursor: next && encodePlace(asked, next),
    mayAttach: withAssociations,
  };
}

/** Somebody waits; the question itself is given up after half a minute. */
const PATIENCE_MS = 8_000;

async function subjectOfList(ctx: Ctx, awsAccountId: string, { instanceRoleId }: ListInstances) {
  const workspaceId = ctx.workspace.id;
  return inWorkspace(workspaceId, async (tx) => {
    const account: AwsAccountRow | null = await findAccount(tx, workspaceId, awsAccountId);
    if (!account) throw noSuchAccount();
    if (!instanceRoleId) return { account, profileArn: undefined };
    const role = await findTarget(tx, workspaceId, instanceRoleId);
    if (!role || role.awsAccountId !== awsAccountId || !role.instanceProfileArn) {
      const message = "The account has no such role with an instance profile";
      throw invalidField("instanceRoleId", "role_unknown", message);
    }
    return { account, profileArn: role.instanceProfileArn };
  });
}

function placeIn(regions: string[], place: InstancePlace): InstancePlace | null {
  return regions.includes(place.region) ? place : null;
}
