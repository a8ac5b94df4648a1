import type { Sandbox } from "../sandbox.ts";
import { newEc2Id } from "../state/ids.ts";

export type FleetInput = { accountId: string; region: string; count: number; profile?: string };

const TYPES = ["m7i.xlarge", "r7i.2xlarge", "c7g.4xlarge"] as const;

/**
 * Starts many instances at once, with a profile or without, one in ten of them stopped.
 * @returns their ids
 */
export function startFleet({ world }: Sandbox, { accountId, region, count, profile }: FleetInput): string[] {
  const account = world.account(accountId);
  const carried = profile === undefined ? undefined : account?.instanceProfile(profile);
  if (!account || (profile !== undefined && !carried)) {
    throw new TypeError(`There is no instance profile ${profile} in account ${accountId}`);
  }
  const at = new Date(world.rules.now()).toISOString();
  const ids = Array.from({ length: count }, () => newEc2Id("i"));
  for (const [index, id] of ids.entries()) {
    account.tables.instances.set(id, {
      id,
      region,
      state: index % 10 === 9 ? "stopped" : "running",
      type: TYPES[index % TYPES.length] ?? TYPES[0],
      launchedAt: at,
      tags: [{ Key: "Name", Value: `worker-${String(index + 1).padStart(5, "0")}` }],
    });
    if (!carried) continue;
    const association = {
      id: newEc2Id("iip-assoc"),
      region,
      instanceId: id,
      profileArn: carried.arn,
      profileId: carried.id,
      state: "associated" as const,
      at,
    };
    account.tables.associations.set(association.id, association);
  }
  world.flush();
  return ids;
}
