import { noSuchAccount } from "#lib/aws-accounts/get.ts";
import { findAccount } from "#lib/aws-accounts/store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { connectionOf } from "../connection-of.ts";
import { findSnapshot } from "../import/store.ts";
import { readAccount } from "../registration/look-into.ts";
import { readRoles } from "./read-roles.ts";
import { type AccountRoles, MOST_LISTED } from "./view.ts";

/**
 * The roles of a connected account that could be registered, those that are marked. Nothing of it is kept.
 * Run by a worker (lib/worker/answer-question.ts).
 * @throws Refusal `forbidden`, `not_found`
 */
export async function listAccountRoles(ctx: Ctx, awsAccountId: string): Promise<AccountRoles> {
  authorize(ctx, "instance_role.create");
  const workspaceId = ctx.workspace.id;
  const account = await inWorkspace(workspaceId, (tx) => findAccount(tx, workspaceId, awsAccountId));
  if (!account) throw noSuchAccount();
  const connection = connectionOf(account);
  const registeredIn = (roleArns: string[]) =>
    inWorkspace(workspaceId, (tx) =>
      findSnapshot(tx, workspaceId, { accountIds: [], nameKeys: [], roleArns }),
    );
  const looked = await readAccount({ workspaceId, connection }, (aws) =>
    readRoles(aws, connection, MOST_LISTED, async (roleArns) => {
      const { roles } = await registeredIn(roleArns);
      return new Map(roles.map(({ roleArn, id, name }) => [roleArn, { id, name }]));
    }),
  );
  if ("found" in looked) return { outcome: "listed", ...looked.found };
  const outcome = looked.outcome === "may_not_look" ? "may_not_list" : "not_reached";
  return { outcome, roles: [], isCut: false };
}
