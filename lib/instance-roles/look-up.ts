import { isPartition } from "#lib/aws/partition.ts";
import { type AwsAccountRow, findAccounts, findAccountsByNumber } from "#lib/aws-accounts/store.ts";
import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { invalidField } from "#lib/errors.ts";
import type { Meant } from "#lib/role-arn/arn-refusal.ts";
import { type ParsedRoleArn, parseRoleArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { connectionOf } from "./connection-of.ts";
import type { LookupView } from "./lookup-view.ts";
import { lookInto, type Wanted } from "./registration/look-into.ts";
import { describeRequestReason } from "./request-reasons.ts";
import type { CheckInput } from "./schema.ts";

/** The most accounts to ask where the text names none. */
const MOST_ACCOUNTS = 10;

/**
 * Finds the role behind a name, a session ARN, an instance profile or a console address in AWS: GetRole returns the
 * path that those lack, and GetInstanceProfile the profile's role.
 * Runs in a worker (lib/worker/answer-question.ts).
 * @throws Refusal `forbidden`; `invalid` on `roleArn` where it has no name, or its account is not connected
 */
export async function lookUpInstanceRole(ctx: Ctx, input: CheckInput): Promise<LookupView> {
  authorize(ctx, "instance_role.check");
  const workspaceId = ctx.workspace.id;
  const parsed = parseRoleArn(input.roleArn);
  const meant = meantBy(parsed);
  const wanted = wantedOf(meant);
  if (!wanted) throw notNamed(parsed);
  const accounts = await inWorkspace(workspaceId, (tx) => connectedAccounts(tx, workspaceId, meant));
  const asked = accounts.slice(0, MOST_ACCOUNTS);
  const looks = await Promise.all(
    asked.map((account) => lookInto({ workspaceId, connection: connectionOf(account) }, wanted)),
  );
  const found = looks.flatMap(({ roleArn }, at) =>
    roleArn ? [{ roleArn, awsAccountId: (asked[at] as AwsAccountRow).accountId }] : [],
  );
  const looked = looks.map(({ outcome }, at) => ({
    awsAccountId: (asked[at] as AwsAccountRow).accountId,
    outcome,
  }));
  return { ...wanted, found, looked, left: accounts.length - asked.length };
}

function meantBy(parsed: ParsedRoleArn): Meant {
  if (!parsed.ok) return parsed.meant ?? {};
  const { name: roleName, accountId, partition } = parsed.roleArn;
  return { roleName, accountId, partition };
}

function wantedOf({ roleName, profileName }: Meant): Wanted | null {
  if (profileName) return { kind: "instance_profile", name: profileName };
  return roleName ? { kind: "role", name: roleName } : null;
}

function notNamed(parsed: ParsedRoleArn) {
  if (parsed.ok) throw new Error("a role ARN has a name");
  const { reason, detail, meant } = parsed;
  return invalidField("roleArn", reason, detail, meant && { meant });
}

/**
 * The accounts to ask.
 * @throws Refusal `invalid` on `roleArn`: `account_not_connected`
 */
async function connectedAccounts(tx: Tx, workspaceId: string, meant: Meant): Promise<AwsAccountRow[]> {
  const { accountId, partition } = meant;
  const accounts = accountId
    ? await findAccountsByNumber(tx, workspaceId, accountId)
    : await findAccounts(tx, workspaceId, { after: undefined, take: MOST_KNOWN });
  const connected = accounts.filter(
    (each) => each.status === "CONNECTED" && (!partition || each.partition === partition),
  );
  if (connected.length > 0 || !accountId) return connected;
  const { detail } = describeRequestReason("account_not_connected", { accountId });
  throw invalidField("roleArn", "account_not_connected", detail, {
    awsAccount: { accountId, partition: partition && isPartition(partition) ? partition : "aws" },
  });
}

const MOST_KNOWN = 100;
