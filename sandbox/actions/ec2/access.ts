import type { Access } from "../../authorization/authorize.ts";
import { tagKeys } from "../../authorization/request-context.ts";
import type { Account } from "../../state/account.ts";
import type { Instance } from "../../state/records.ts";

/** Describe actions support no resource-level permissions. */
export const onEverything = (action: string): Access => ({ action, resource: "*" });

/** An instance, with the condition keys that restrict what may be attached to it. */
export function onInstance(
  account: Account,
  action: string,
  region: string,
  instanceId: string,
  profileArns: { current?: string; wanted?: string } = {},
): Access {
  const instance = account.tables.instances.get(instanceId);
  const tags = instance?.tags ?? [];
  return {
    action,
    resource: instanceArn(account, region, instanceId),
    context: {
      "aws:ResourceAccount": account.id,
      "ec2:Region": region,
      "ec2:InstanceType": instance?.type,
      "ec2:InstanceProfile": profileArns.current,
      "ec2:NewInstanceProfile": profileArns.wanted,
      ...tagKeys("aws:ResourceTag/", tags),
      ...tagKeys("ec2:ResourceTag/", tags),
    },
  };
}

const instanceArn = (account: Account, region: string, id: Instance["id"]) =>
  `arn:${account.partition}:ec2:${region}:${account.id}:instance/${id}`;
