import { allow, policy } from "./documents.ts";
import type { AccountSeed } from "./build.ts";
import type { Partition } from "../state/arns.ts";

type PlatformSeed = { account: AccountSeed; userName: string; region: string };

const USER = { name: "control-plane", path: "/rolecall/" };

/** The accounts Rolecall itself runs in: a partition's accounts can only be reached from within it. */
export const PLATFORMS: PlatformSeed[] = [
  platform("999988887777", "aws", "us-east-1"),
  platform("999988886666", "aws-us-gov", "us-gov-west-1"),
  platform("999988885555", "aws-cn", "cn-north-1"),
];

export function platformArn(partition: Partition): string {
  const { account } = PLATFORMS.find((seed) => seed.account.partition === partition)!;
  return `arn:${partition}:iam::${account.id}:user${USER.path}${USER.name}`;
}

function platform(id: string, partition: Partition, region: string): PlatformSeed {
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
