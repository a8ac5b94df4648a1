/** How accounts are called on the pages. Browser-safe. */
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

/** What people here call it, else what AWS calls it, else its number. */
export function accountTitle({
  name,
  alias,
  accountId,
}: Pick<AwsAccountView, "name" | "alias" | "accountId">) {
  return name ?? alias ?? accountId;
}

/** Until a check has passed for the first time, the account's page leads through the set-up. */
export function isBeingSetUp({
  connectedAt,
  status,
}: Pick<AwsAccountView, "connectedAt" | "status">): boolean {
  return connectedAt === undefined && status !== "CONNECTED";
}

/** A page of the same workspace to go back to; anything else is not followed. */
export function safeReturn(slug: string, path: string | string[] | undefined): string | undefined {
  return typeof path === "string" && path.startsWith(`/${slug}/`) && !path.includes("\\") ? path : undefined;
}

/** An account's page; `returnTo`: where its end leads back to. */
export function accountAddress(slug: string, id: string, returnTo: string | undefined): string {
  const query = returnTo ? `?${new URLSearchParams({ return: returnTo })}` : "";
  return `/${slug}/aws-accounts/${id}${query}`;
}
