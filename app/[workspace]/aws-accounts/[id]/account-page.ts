import { cache } from "react";
import type { SetupDocumentsProps } from "#components/aws-accounts/setup/setup-documents.tsx";
import { getAwsAccount } from "#lib/aws-accounts/get.ts";
import { registeredRolesIn } from "#lib/aws-accounts/registered-roles.ts";
import { accountSetup } from "#lib/aws-accounts/setup-documents.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what the account's page shows; null where there is no such account. */
export const accountPageFor = cache(async (ctx: Ctx, id: string) => {
  if (!UUID.test(id)) return null;
  const [account, documents, registered] = await Promise.all([
    getAwsAccount(ctx, id).catch(nullFor("not_found")),
    documentsOf(ctx, id).catch(nullFor("not_found")),
    registeredRolesIn(ctx, id),
  ]);
  return account && { account, documents, registered };
});

/** Null while the platform principal is unknown. */
async function documentsOf(ctx: Ctx, id: string): Promise<SetupDocumentsProps | null> {
  const made = await accountSetup(ctx, id).catch(nullFor("conflict"));
  const downloads = `/api/v1/workspaces/${ctx.workspace.slug}/aws-accounts/${id}/setup`;
  return made && { ...made, downloads };
}

function nullFor(code: Refusal["code"]) {
  return (error: unknown): null => {
    if (error instanceof Refusal && error.code === code) return null;
    throw error;
  };
}
