import { recordAudit } from "#lib/audit/record.ts";
import type { Partition } from "#lib/aws/partition.ts";
import { hasTags } from "#lib/aws/tags.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { invalidField } from "#lib/errors.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { parseAccountId } from "./account-id.ts";
import { regionsOfAccount } from "./account-regions.ts";
import { scopeOf } from "./account-setup.ts";
import { alreadyConnected } from "./already-connected.ts";
import { makeExternalId } from "./connection/external-id.ts";
import { connectionRoleNamed, connectionRoleOf, refuseInScope } from "./connection-role.ts";
import { platformPartition, platformPrincipalArn } from "./platform-principal.ts";
import type { ConnectInput } from "./schema.ts";
import { type AwsAccountRow, findAccount, insertAccount } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AwsAccountView } from "./view.ts";

/**
 * Starts connecting an AWS account: PENDING, with a new external ID, until a check passes.
 * @throws Refusal `forbidden`; `invalid` on `accountId`, `partition`, `regions`, `connectionRoleArn`, `rolePrefix` or
 *   `rolePath`;
 *   `already_connected` with `existing: { id, accountId }`
 */
export async function connectAwsAccount(ctx: Ctx, input: ConnectInput): Promise<AwsAccountView> {
  authorize(ctx, "aws_account.create");
  const { accountId, partition: inArn } = typedAccount(input.accountId);
  const principal = await platformPrincipalArn();
  const partition = partitionFor({ said: input.partition, inArn }, principal);
  const account = { accountId, partition };
  const connectionRoleArn = input.connectionRoleArn
    ? connectionRoleOf(account, input.connectionRoleArn)
    : connectionRoleNamed(account, input.connectionRoleName);
  const {
    name,
    rolePrefix,
    rolePath,
    includeBulkRead,
    includeAttach,
    includeListRoles,
    withoutBoundary,
    neverMakeProfiles,
    tags = {},
  } = input;
  const scope = scopeOf({ rolePrefix, rolePath });
  refuseInScope(connectionRoleArn, scope);
  const regions = regionsOfAccount(partition, input.regions ?? []);
  const workspaceId = ctx.workspace.id;
  const connecting = writeOnce(ctx, async (tx) => {
    const id = uuid7();
    await insertAccount(tx, workspaceId, {
      id,
      ...account,
      name: name ?? null,
      connectionRoleArn,
      externalId: makeExternalId(),
      status: "PENDING",
      setup: {
        includeBulkRead,
        ...(includeAttach && { includeAttach }),
        ...(includeListRoles && { includeListRoles }),
        withoutBoundary,
        ...scope,
        ...(regions.length > 0 && { regions }),
        ...(neverMakeProfiles && { neverMakeProfiles }),
        ...(hasTags(tags) && { tags }),
      },
      createdBy: actorName(ctx.actor),
    });
    const details = { accountId, partition, connectionRoleArn };
    await recordAudit(tx, ctx, { action: "aws_account.create", targetId: id, details });
    return toAccountView(ctx, (await findAccount(tx, workspaceId, id)) as AwsAccountRow, principal);
  });
  return connecting.catch(async (error) => {
    throw await alreadyConnected(ctx, error, account);
  });
}

function typedAccount(typed: string): { accountId: string; partition?: Partition } {
  const parsed = parseAccountId(typed);
  if (parsed.ok) return parsed;
  throw invalidField("accountId", "account_id_invalid", parsed.detail);
}

type Given = { said: Partition | undefined; inArn: Partition | undefined };

/** AWS lets no principal of one partition into another (docs/aws-facts.md, Role ARNs). */
function partitionFor({ said, inArn }: Given, principal: string | null): Partition {
  if (said && inArn && said !== inArn) {
    throw mismatch(
      "partition",
      `The ARN is of the partition ${inArn}, not of ${said}. Correct one of the two.`,
    );
  }
  const own = platformPartition(principal);
  const partition = said ?? inArn;
  if (!partition || !own || partition === own) return partition ?? own ?? "aws";
  const detail = `This Rolecall runs in the partition ${own} and can connect accounts of ${own} only. An account of ${partition} needs a Rolecall there.`;
  throw mismatch(said ? "partition" : "accountId", detail);
}

const mismatch = (path: string, detail: string) => invalidField(path, "partition_mismatch", detail);
