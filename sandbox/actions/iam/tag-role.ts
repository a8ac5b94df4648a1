import { requestTagKeys } from "../../authorization/request-context.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { roleName, tags } from "./names.ts";
import { mergeTags, ofRoles } from "./tags.ts";

export const tagRole = defineAction({
  service: "iam",
  name: "TagRole",
  params: { RoleName: roleName, Tags: tags },
  access: ({ account, params }) => [
    onRole(account, "iam:TagRole", params.RoleName, requestTagKeys(params.Tags)),
  ],
  run: ({ account, params }) => {
    const role = roleToChange(account, params.RoleName);
    account.saveRole({ ...role, tags: mergeTags(role.tags, params.Tags, ofRoles) });
    return undefined;
  },
});
