/** Names of accounts on the pages. Browser-safe. */
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

/** Returns the account's name in Rolecall, else its alias in AWS, else its number. */
export function accountTitle({
  name,
  alias,
  accountId,
}: Pick<AwsAccountView, "name" | "alias" | "accountId">) {
  return name ?? alias ?? accountId;
}

/** Whether the account's page shows the set-up wizard: until a check has passed for the first time. */
export function isBeingSetUp({
  connectedAt,
  status,
}: Pick<AwsAccountView, "connectedAt" | "status">): boolean {
  return connectedAt === undefined && status !== "CONNECTED";
}

/** Returns a path of the same workspace to go back to, and undefined for any other. */
export function safeReturn(slug: string, path: string | string[] | undefined): string | undefined {
  return typeof path === "string" && path.startsWith(`/${slug}/`) && !path.includes("\\") ? path : undefined;
}

/** Returns the path of an account's page. `returnTo` is where its wizard leads in the end. */
export function accountAddress(slug: string, id: string, returnTo: string | undefined): string {
  const query = returnTo ? `?${new URLSearchParams({ return: returnTo })}` : "";
  return `/${slug}/aws-accounts/${id}${query}`;
}
