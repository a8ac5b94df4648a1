import { noSuchEntity } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onAccount } from "./access.ts";
import { accountAlias } from "./create-account-alias.ts";

export const deleteAccountAlias = defineAction({
  service: "iam",
  name: "DeleteAccountAlias",
  params: { AccountAlias: accountAlias },
  access: () => [onAccount("iam:DeleteAccountAlias")],
  run: ({ account, params }) => {
    if (account.tables.aliases.get("alias")?.name !== params.AccountAlias) {
      throw noSuchEntity(`The account alias ${params.AccountAlias} cannot be found.`);
    }
    account.tables.aliases.delete("alias");
    return undefined;
  },
});
