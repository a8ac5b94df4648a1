import { entityAlreadyExists } from "../../wire/errors.ts";
import { text } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onAccount } from "./access.ts";

export const accountAlias = text({ min: 3, max: 63, pattern: /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/ });

export const createAccountAlias = defineAction({
  service: "iam",
  name: "CreateAccountAlias",
  params: { AccountAlias: accountAlias },
  access: () => [onAccount("iam:CreateAccountAlias")],
  run: ({ world, account, params }) => {
    const holders = [...world.accounts.values()].filter(
      ({ tables }) => tables.aliases.get("alias")?.name === params.AccountAlias,
    );
    if (holders.some((holder) => holder !== account)) {
      throw entityAlreadyExists(`The account alias ${params.AccountAlias} already exists.`);
    }
    // An account has one alias, which a new one replaces.
    account.tables.aliases.set("alias", { name: params.AccountAlias });
    return undefined;
  },
});
