import { noSuchEntity } from "../../wire/errors.ts";
import { encodeDocument } from "../../wire/xml.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToRead } from "./find.ts";
import { policyName, roleName } from "./names.ts";

export const getRolePolicy = defineAction({
  service: "iam",
  name: "GetRolePolicy",
  params: { RoleName: roleName, PolicyName: policyName },
  access: ({ account, params }) => [onRole(account, "iam:GetRolePolicy", params.RoleName)],
  run: ({ account, params: { RoleName, PolicyName } }) => {
    const text = roleToRead(account, RoleName).inline[PolicyName];
    if (text === undefined) throw noInlinePolicy(PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encodeDocument(text) };
  },
});

export const noInlinePolicy = (name: string) =>
  noSuchEntity(`The role policy with name ${name} cannot be found.`);
