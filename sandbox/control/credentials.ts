import type { Seed } from "../seed/seed.ts";
import type { User } from "../state/records.ts";
import type { World } from "../state/world.ts";

/**
 * The keys to this AWS. It is a sandbox that holds nothing: scripts and tests act as the platform, and as the
 * customer's own administrator, with these.
 */
export function credentialsOf(world: World, { platforms }: Seed) {
  return {
    platforms: platforms.map(({ accountId, userName, region }) => {
      const account = world.account(accountId)!;
      const user = account.user(userName)!;
      return { accountId, partition: account.partition, region, arn: user.arn, ...keyOf(user) };
    }),
    admins: [...world.accounts.values()].flatMap((account) => {
      const admin = account.user("admin");
      return admin
        ? [{ accountId: account.id, partition: account.partition, arn: admin.arn, ...keyOf(admin) }]
        : [];
    }),
  };
}

const keyOf = ({ accessKeys: [key] }: User) => ({ accessKeyId: key!.id, secretAccessKey: key!.secret });
