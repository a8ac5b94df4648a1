import { displayedTrust } from "../policies/trust.ts";
import type { Account } from "../state/account.ts";
import type { ManagedPolicy, Role, Tag } from "../state/records.ts";
import type { World } from "../state/world.ts";

/**
 * Returns an account's latest state in an order that does not depend on its history: two snapshots are equal when AWS
 * holds the same. Unique ids can be left out, to compare two runs.
 */
export function snapshotOf(world: World, account: Account, { ids }: { ids: boolean }) {
  const { tables } = account;
  const id = (value: string) => (ids ? { id: value } : {});
  return {
    accountId: account.id,
    partition: account.partition,
    alias: tables.aliases.get("alias")?.name ?? null,
    roles: tables.roles
      .values()
      .map((role) => ({ ...id(role.id), ...roleState(world, role) }))
      .sort(byArn),
    instanceProfiles: tables.instanceProfiles
      .values()
      .map(({ arn, roles, tags, ...profile }) => ({ ...id(profile.id), arn, roles, tags: sorted(tags) }))
      .sort(byArn),
    policies: tables.policies
      .values()
      .map((policy) => ({ ...id(policy.id), ...policyState(policy) }))
      .sort(byArn),
    instances: tables.instances
      .values()
      .map(({ region, state, ...instance }) => ({ id: instance.id, region, state })),
    associations: tables.associations.values().map(({ instanceId, profileArn, state, ...association }) => ({
      ...id(association.id),
      instanceId,
      profileArn,
      state,
    })),
  };
}

const roleState = (world: World, role: Role) => ({
  arn: role.arn,
  trust: JSON.parse(displayedTrust(world, role)),
  attached: [...role.attached].sort(),
  inline: Object.fromEntries(
    Object.entries(role.inline)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => [name, JSON.parse(text)]),
  ),
  boundary: role.boundary ?? null,
  tags: sorted(role.tags),
  description: role.description ?? null,
  maxSessionSeconds: role.maxSessionSeconds,
});

const policyState = ({ arn, defaultVersion, versions, tags }: ManagedPolicy) => ({
  arn,
  defaultVersion,
  versions: Object.fromEntries(versions.map(({ id, text }) => [id, JSON.parse(text)])),
  tags: sorted(tags),
});

const byArn = (a: { arn: string }, b: { arn: string }) => (a.arn < b.arn ? -1 : 1);

const sorted = (tags: Tag[]) => [...tags].sort((a, b) => (a.Key < b.Key ? -1 : 1));
