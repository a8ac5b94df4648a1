import type { Account } from "../../state/account.ts";
import { parseArn } from "../../state/arns.ts";
import { isServiceRolePolicy } from "../../state/aws-managed.ts";
import type { World } from "../../state/world.ts";
import { invalidInput, noSuchEntity, policyNotAttachable, quotaExceeded } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { policyArn, roleName } from "./names.ts";

export const attachRolePolicy = defineAction({
  service: "iam",
  name: "AttachRolePolicy",
  params: { RoleName: roleName, PolicyArn: policyArn },
  access: ({ account, params }) => [
    onRole(account, "iam:AttachRolePolicy", params.RoleName, { "iam:PolicyARN": params.PolicyArn }),
  ],
  run: ({ world, account, params }) => {
    const role = roleToChange(account, params.RoleName);
    checkAttachable(world, account, params.PolicyArn);
    // Idempotent: attaching a policy twice is no error.
    if (role.attached.includes(params.PolicyArn)) return undefined;
    const { policiesPerRole } = account.settings.quotas;
    if (role.attached.length >= policiesPerRole) throw quotaExceeded("PoliciesPerRole", policiesPerRole);
    account.saveRole({ ...role, attached: [...role.attached, params.PolicyArn] });
    return undefined;
  },
});

function checkAttachable(world: World, account: Account, arn: string): void {
  const parsed = parseArn(arn);
  if (parsed?.service !== "iam" || !parsed.resource.startsWith("policy/")) {
    throw invalidInput(`ARN ${arn} is not valid.`);
  }
  const isOurs = parsed.partition === account.partition && [account.id, "aws"].includes(parsed.accountId);
  const policy = isOurs ? world.seenPolicy(arn) : undefined;
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  if (isServiceRolePolicy(policy)) {
    throw policyNotAttachable("Cannot attach a Service Role Policy to a Customer Role.");
  }
}
