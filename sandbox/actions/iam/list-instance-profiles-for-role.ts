import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToRead } from "./find.ts";
import { roleName } from "./names.ts";
import { instanceProfileView } from "./views.ts";

export const listInstanceProfilesForRole = defineAction({
  service: "iam",
  name: "ListInstanceProfilesForRole",
  params: { RoleName: roleName, ...pagingParams },
  access: ({ account, params }) => [onRole(account, "iam:ListInstanceProfilesForRole", params.RoleName)],
  run: ({ world, account, params }) => {
    const role = roleToRead(account, params.RoleName);
    const profiles = account.tables.instanceProfiles.seenValuesIn(role.name);
    const { items, ...rest } = pageOf(profiles, params, ({ name }) => name.toLowerCase());
    return {
      InstanceProfiles: items.map((profile) => instanceProfileView(world, account, profile)),
      ...rest,
    };
  },
});
