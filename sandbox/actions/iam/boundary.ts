import type { Account } from "../../state/account.ts";
import { isServiceRolePolicy } from "../../state/aws-managed.ts";
import type { World } from "../../state/world.ts";
import { noSuchEntity, policyNotAttachable } from "../../wire/errors.ts";
import { checkPolicyArn } from "./find.ts";

/** Refuses a policy that cannot be a role's permissions boundary. */
export function checkBoundary(world: World, account: Account, arn: string): void {
  checkPolicyArn(account, arn);
  const policy = world.seenPolicy(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  if (isServiceRolePolicy(policy)) {
    throw policyNotAttachable("Cannot attach a Service Role Policy to a Customer Role.");
  }
}
