import type { Partition } from "../state/arns.ts";
import type { AccountSeed } from "./account-seed.ts";
import { connectionRole, nodePolicy } from "./connection.ts";
import { bucketAccess, trustsEc2 } from "./documents.ts";

/** Customers that only a Rolecall in the same partition can reach. */
export const otherPartitions: AccountSeed[] = [
  customer("830164927351", "aws-us-gov", "acme-government"),
  customer("904417362850", "aws-cn", "acme-china"),
  customer("371905826417", "aws-eusc", "acme-sovereign"),
];

function customer(id: string, partition: Partition, alias: string): AccountSeed {
  const account = { id, partition };
  const externalId = `rc-${alias}-5Lk9TzQ2mWc7`;
  return {
    ...account,
    alias,
    connection: { workspace: "acme", externalId },
    policies: [nodePolicy(account)],
    roles: [
      connectionRole(account, { externalId }),
      {
        name: "cluster-reporting",
        trust: trustsEc2,
        inline: { lake: bucketAccess(`${alias}-lake`, partition) },
      },
    ],
  };
}
