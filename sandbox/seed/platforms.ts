import type { Partition } from "../state/arns.ts";
import type { AccountSeed } from "./account-seed.ts";
import { allow, policy } from "./documents.ts";

type PlatformSeed = { account: AccountSeed; userName: string; region: string };

const USER = { name: "control-plane", path: "/rolecall/" };

/** The accounts Rolecall runs in: accounts of a partition can be reached only from inside it. */
const ACCOUNTS: Record<Partition, { id: string; region: string }> = {
  aws: { id: "999988887777", region: "us-east-1" },
  "aws-us-gov": { id: "999988886666", region: "us-gov-west-1" },
  "aws-cn": { id: "999988885555", region: "cn-north-1" },
  "aws-eusc": { id: "999988884444", region: "eusc-de-east-1" },
};

export const PLATFORMS: PlatformSeed[] = (Object.keys(ACCOUNTS) as Partition[]).map(platform);

export const platformArn = (partition: Partition) =>
  `arn:${partition}:iam::${ACCOUNTS[partition].id}:user${USER.path}${USER.name}`;

function platform(partition: Partition): PlatformSeed {
  const { id, region } = ACCOUNTS[partition];
  const assume = policy(
    allow(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], `arn:${partition}:iam::*:role/*`),
  );
  const alias =
    partition === "aws" ? "rolecall-platform" : `rolecall-platform-${partition.slice("aws-".length)}`;
  return {
    region,
    userName: USER.name,
    account: {
      id,
      partition,
      alias,
      roles: [],
      users: [{ ...USER, inline: { "assume-connection-roles": assume } }],
    },
  };
}
