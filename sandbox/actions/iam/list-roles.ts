import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onNew } from "./access.ts";
import { pathPrefix } from "./names.ts";
import { roleInList } from "./views.ts";

export const listRoles = defineAction({
  service: "iam",
  name: "ListRoles",
  params: { PathPrefix: pathPrefix, ...pagingParams },
  access: ({ account, params }) => [onNew(account, "iam:ListRoles", `role${params.PathPrefix ?? "/"}`)],
  run: ({ world, account, params }) => {
    const prefix = params.PathPrefix ?? "/";
    const roles = account.tables.roles.seenValues().filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = pageOf(roles, params, ({ name }) => name.toLowerCase());
    return { Roles: items.map((role) => roleInList(world, role)), ...rest };
  },
});
