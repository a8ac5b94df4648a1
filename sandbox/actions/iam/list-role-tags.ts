import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToRead } from "./find.ts";
import { roleName } from "./names.ts";

export const listRoleTags = defineAction({
  service: "iam",
  name: "ListRoleTags",
  params: { RoleName: roleName, ...pagingParams },
  access: ({ account, params }) => [onRole(account, "iam:ListRoleTags", params.RoleName)],
  run: ({ account, params }) => {
    const { tags } = roleToRead(account, params.RoleName);
    const { items, ...rest } = pageOf(tags, params, ({ Key }) => Key);
    return { Tags: items, ...rest };
  },
});
