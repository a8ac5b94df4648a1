import { ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/** What AWS calls the account; an account has one alias or none. */
export async function listAccountAliases({ iam, caller }: Aws): Promise<string[]> {
  const { AccountAliases: aliases = [] } = await callAws(caller, "iam", "ListAccountAliases", () =>
    iam.send(new ListAccountAliasesCommand({})),
  );
  return aliases;
}
