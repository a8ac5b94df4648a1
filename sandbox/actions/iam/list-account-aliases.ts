import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onAccount } from "./access.ts";

export const listAccountAliases = defineAction({
  service: "iam",
  name: "ListAccountAliases",
  params: { ...pagingParams },
  access: () => [onAccount("iam:ListAccountAliases")],
  run: ({ account, params }) => {
    const aliases = account.tables.aliases.seenValues().map(({ name }) => name);
    const { items, ...rest } = pageOf(aliases, params, (name) => name);
    return { AccountAliases: items, ...rest };
  },
});
