import { list } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { roleName, tagKey } from "./names.ts";
import { ofRoles, withoutTags } from "./tags.ts";

export const untagRole = defineAction({
  service: "iam",
  name: "UntagRole",
  params: { RoleName: roleName, TagKeys: list(tagKey, { max: 50 }) },
  access: ({ account, params }) => [
    onRole(account, "iam:UntagRole", params.RoleName, { "aws:TagKeys": params.TagKeys }),
  ],
  run: ({ account, params }) => {
    const role = roleToChange(account, params.RoleName);
    account.saveRole({ ...role, tags: withoutTags(role.tags, params.TagKeys, ofRoles) });
    return undefined;
  },
});
