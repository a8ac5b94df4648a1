/** Refusals shared by the verbs of compute configs. */
import { knownRegions } from "#lib/aws/known-regions.ts";
import type { Partition } from "#lib/aws/partition.ts";
import type { Tx } from "#lib/db/client.ts";
import { violatedIndex } from "#lib/db/conflicts.ts";
import { invalidField, notFound, Refusal } from "#lib/errors.ts";
import { findChoosableRole } from "./store.ts";

export const noSuchConfig = () => notFound("This compute config");

/**
 * Checks a Region.
 * @throws Refusal `invalid` on `region`
 */
export function requireRegion(partition: Partition, region: string): void {
  const known = knownRegions(partition);
  if (known.includes(region)) return;
  const message = `AWS has no Region ${region} where this account is. Choose one of ${known.join(", ")}`;
  throw invalidField("region", "region_unknown", message);
}

/**
 * Checks that the role is in the config's account, because instances cannot use an instance profile of another.
 * @throws Refusal `invalid`
 */
export async function requireChoosable(
  tx: Tx,
  workspaceId: string,
  { awsAccountId, instanceRoleId }: { awsAccountId: string; instanceRoleId: string },
): Promise<void> {
  const role = await findChoosableRole(tx, workspaceId, instanceRoleId);
  if (!role) throw invalidField("instanceRoleId", "role_unknown", "The workspace has no such instance role");
  if (role.awsAccountId === awsAccountId) return;
  const message = `${role.name} is a role of another AWS account. Machines take roles of their own account alone`;
  throw invalidField("instanceRoleId", "role_in_other_account", message);
}

/** Turns a violated unique index into the refusal of the name; returns any other error unchanged. */
export function collisionOf(error: unknown): unknown {
  if (!violatedIndex(error)?.startsWith("compute_config_")) return error;
  const message = "Another compute config of this workspace has this name";
  return new Refusal("name_taken", message, { errors: [{ path: "name", code: "name_taken", message }] });
}
