/** What is known of the role that is to be built, as the builder's address carries it. Browser-safe. */
import { type AccountChoice, type Draft, firstDraft } from "./draft.ts";

export type GivenRole = { roleName?: string; path?: string; accountId?: string };

export function builderHref(slug: string, given: GivenRole = {}): string {
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ""));
  return `/${slug}/role-builder${query.size > 0 ? `?${query}` : ""}`;
}

/** Reads the address; a parameter that is given twice counts as not given. */
export function givenRole(address: Record<string, string | string[] | undefined>): GivenRole {
  const keys = ["roleName", "path", "accountId"] as const;
  return Object.fromEntries(
    keys.flatMap((key) => (typeof address[key] === "string" ? [[key, address[key]]] : [])),
  );
}

/** The first draft with what is known filled in. An account that is not connected is none of the choices. */
export function draftOf(
  { roleName = "", path = "/", accountId }: GivenRole,
  accounts: AccountChoice[],
): Draft {
  const account = accountId ? accounts.find((each) => each.accountId === accountId) : accounts[0];
  return { ...firstDraft(account?.key ?? ""), roleName, path };
}
