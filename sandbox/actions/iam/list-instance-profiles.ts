import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onNew } from "./access.ts";
import { pathPrefix } from "./names.ts";
import { instanceProfileView } from "./views.ts";

export const listInstanceProfiles = defineAction({
  service: "iam",
  name: "ListInstanceProfiles",
  params: { PathPrefix: pathPrefix, ...pagingParams },
  access: ({ account, params }) => [
    onNew(account, "iam:ListInstanceProfiles", `instance-profile${params.PathPrefix ?? "/"}`),
  ],
  run: ({ world, account, params }) => {
    const prefix = params.PathPrefix ?? "/";
    const profiles = account.tables.instanceProfiles
      .seenValues()
      .filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = pageOf(profiles, params, ({ name }) => name.toLowerCase());
    return {
      InstanceProfiles: items.map((profile) => instanceProfileView(world, account, profile)),
      ...rest,
    };
  },
});
