import type { AccountSeed } from "./account-seed.ts";
import { bucketAccess, trustsEc2 } from "./documents.ts";

/** An account without a connection, to be connected with its administrator's keys. */
export const unconnected: AccountSeed = {
  id: "640271935518",
  alias: "acme-staging",
  roles: [
    { name: "cluster-staging", trust: trustsEc2, inline: { lake: bucketAccess("acme-staging-lake") } },
    { name: "batch", path: "/team/data/", trust: trustsEc2 },
  ],
};
