import { ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/** Returns the account's alias; an account has one or none. */
export async function listAccountAliases({ iam, caller }: Aws): Promise<string[]> {
  const { AccountAliases: aliases = [] } = await callAws(caller, "iam", "ListAccountAliases", () =>
    iam.send(new ListAccountAliasesCommand({})),
  );
  return aliases;
}
