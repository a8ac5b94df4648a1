import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToRead } from "./find.ts";
import { roleName } from "./names.ts";

export const listRolePolicies = defineAction({
  service: "iam",
  name: "ListRolePolicies",
  params: { RoleName: roleName, ...pagingParams },
  access: ({ account, params }) => [onRole(account, "iam:ListRolePolicies", params.RoleName)],
  run: ({ account, params }) => {
    const names = Object.keys(roleToRead(account, params.RoleName).inline);
    const { items, ...rest } = pageOf(names, params, (name) => name);
    return { PolicyNames: items, ...rest };
  },
});
