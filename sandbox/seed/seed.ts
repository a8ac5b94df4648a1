import type { SeededAccount } from "../state/world.ts";
import type { AccountSeed } from "./account-seed.ts";
import { acme } from "./acme.ts";
import { typedWrong } from "./bad-input.ts";
import { buildAccount } from "./build.ts";
import type { Line } from "./expectations.ts";
import { globex } from "./globex.ts";
import { lab } from "./lab.ts";
import { otherPartitions } from "./other-partitions.ts";
import { PLATFORMS } from "./platforms.ts";
import { unconnected } from "./unconnected.ts";

export type Connection = {
  workspace: string;
  accountId: string;
  partition: string;
  alias: string;
  connectionRoleArn: string;
  externalId: string;
  /** The external ID in use before the rotation. */
  retiredExternalId?: string;
};

export type Platform = { accountId: string; userName: string; region: string };

/** A seeded world: AWS's accounts, and what Rolecall's seed reads from it. */
export type Seed = {
  accounts: SeededAccount[];
  platforms: Platform[];
  connections: Connection[];
  lines: Line[];
};

/** The default seed. Every result follows from the accounts' contents; no role is recognized by its name. */
export function defaultSeed(): Seed {
  const customers: AccountSeed[] = [acme, globex, ...lab, ...otherPartitions, unconnected];
  return {
    accounts: [...PLATFORMS.map(({ account }) => account), ...customers].map(buildAccount),
    platforms: PLATFORMS.map(({ account, userName, region }) => ({
      accountId: account.id,
      userName,
      region,
    })),
    connections: customers.flatMap(connectionOf),
    lines: [...customers.flatMap(linesOf), ...typedWrong()],
  };
}

function connectionOf({ id, partition = "aws", alias, connection }: AccountSeed): Connection[] {
  if (!connection) return [];
  const { workspace, ...externalIds } = connection;
  const connectionRoleArn = `arn:${partition}:iam::${id}:role/rolecall-connection`;
  return [{ workspace, accountId: id, partition, alias, connectionRoleArn, ...externalIds }];
}

function linesOf({ id, partition = "aws", roles, connection, absent = [] }: AccountSeed): Line[] {
  if (!connection) return [];
  const { workspace } = connection;
  const arnOf = (resource: string) => `arn:${partition}:iam::${id}:role${resource}`;
  const there = roles.flatMap(({ name, path = "/", expect, pasted }) =>
    expect ? [{ arn: pasted ?? arnOf(`${path}${name}`), workspace, expect }] : [],
  );
  return [...there, ...absent.map(({ resource, expect }) => ({ arn: arnOf(resource), workspace, expect }))];
}
