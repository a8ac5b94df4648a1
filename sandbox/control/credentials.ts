import type { Seed } from "../seed/seed.ts";
import type { World } from "../state/world.ts";

type Key = {
  accountId: string;
  partition: string;
  arn: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/**
 * Returns access keys for scripts and tests, which act as the platform and as customers' administrators. `platform` is
 * the one of the partition the demo runs in.
 */
export function credentialsOf(world: World, seed: Seed) {
  const platforms = seed.platforms.flatMap(({ accountId, userName, region }) =>
    keysOf(world, accountId, userName).map((key) => ({ region, ...key })),
  );
  return {
    platform: platforms.find(({ partition }) => partition === "aws"),
    platforms,
    admins: [...world.accounts.keys()].flatMap((accountId) => keysOf(world, accountId, "admin")),
  };
}

function keysOf(world: World, accountId: string, userName: string): Key[] {
  const account = world.account(accountId);
  const user = account?.user(userName);
  if (!account || !user) return [];
  return user.accessKeys.map(({ id, secret }) => ({
    accountId,
    partition: account.partition,
    arn: user.arn,
    accessKeyId: id,
    secretAccessKey: secret,
  }));
}
