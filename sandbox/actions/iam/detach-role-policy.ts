import { parseArn } from "../../state/arns.ts";
import { invalidInput, noSuchEntity } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { policyArn, roleName } from "./names.ts";

export const detachRolePolicy = defineAction({
  service: "iam",
  name: "DetachRolePolicy",
  params: { RoleName: roleName, PolicyArn: policyArn },
  access: ({ account, params }) => [
    onRole(account, "iam:DetachRolePolicy", params.RoleName, { "iam:PolicyARN": params.PolicyArn }),
  ],
  run: ({ account, params }) => {
    const { PolicyArn } = params;
    const role = roleToChange(account, params.RoleName);
    if (!parseArn(PolicyArn)) throw invalidInput(`ARN ${PolicyArn} is not valid.`);
    if (!role.attached.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    account.saveRole({ ...role, attached: role.attached.filter((arn) => arn !== PolicyArn) });
    return undefined;
  },
});
