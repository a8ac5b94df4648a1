import type { useRouter } from "next/navigation";
import { accountTitle } from "#components/aws-accounts/words.ts";
import { STATUS_WORD } from "#components/instance-roles/words.ts";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { may } from "#lib/workspaces/permissions.ts";
import type { Place } from "./place.ts";
import { signOut } from "./session.ts";

export type Entry = { value: string; label: string; aside?: string; go: () => void };
export type EntryGroup = { value: string; items: Entry[] };

type Asked = {
  place: Place;
  query: string;
  roles: InstanceRoleView[];
  /** All accounts of the workspace. */
  accounts: AwsAccountView[];
  router: ReturnType<typeof useRouter>;
  resolvedTheme: string | undefined;
  setTheme: (theme: string) => void;
};

/**
 * Returns the palette's entries: permitted actions whose text contains the query, and the roles that the server found.
 */
export function entriesFor(asked: Asked): EntryGroup[] {
  const { place, query, roles, router, resolvedTheme, setTheme } = asked;
  const home = `/${place.workspace.slug}/instance-roles`;
  const accounts = `/${place.workspace.slug}/aws-accounts`;
  const other = resolvedTheme === "dark" ? "light" : "dark";
  const pages: Entry[] = [
    { value: "page:roles", label: "Instance roles", go: () => router.push(home) },
    {
      value: "page:configs",
      label: "Compute configs",
      go: () => router.push(`/${place.workspace.slug}/compute-configs`),
    },
    {
      value: "page:instances",
      label: "EC2 instances",
      go: () => router.push(`/${place.workspace.slug}/ec2-instances`),
    },
    {
      value: "page:builder",
      label: "Role builder",
      go: () => router.push(`/${place.workspace.slug}/role-builder`),
    },
    { value: "page:accounts", label: "AWS accounts", go: () => router.push(accounts) },
    { value: "page:api", label: "API reference", go: () => window.location.assign("/docs/api") },
  ];
  const actions: Entry[] = [
    ...(may(place.role, "instance_role.create")
      ? [
          {
            value: "do:create",
            label: "Create Instance Role",
            aside: "c",
            go: () => router.push(`${home}?create=1`),
          },
        ]
      : []),
    ...(may(place.role, "instance_role.import")
      ? [{ value: "do:import", label: "Import instance roles", go: () => router.push(`${home}/import`) }]
      : []),
    ...(may(place.role, "aws_account.create")
      ? [
          {
            value: "do:connect",
            label: "Connect AWS account",
            go: () => router.push(`${accounts}/connect`),
          },
        ]
      : []),
    { value: "do:failed", label: "Show failed roles", go: () => router.push(`${home}?status=FAILED`) },
    { value: "do:theme", label: `Switch to ${other}`, go: () => setTheme(other) },
    { value: "do:system", label: "Follow the system's light and dark", go: () => setTheme("system") },
    { value: "do:signout", label: "Sign out", go: signOut },
  ];
  const workspaces = place.workspaces
    .filter(({ slug }) => slug !== place.workspace.slug)
    .map(({ slug, name }) => ({
      value: `workspace:${slug}`,
      label: name,
      aside: slug,
      go: () => window.location.assign(`/${slug}/instance-roles`),
    }));
  const found = roles.map((role) => ({
    value: `role:${role.id}`,
    label: role.name,
    aside: `${STATUS_WORD[role.status]} · ${role.rolePath}${role.roleName}`,
    go: () => router.push(`${home}/${role.id}`),
  }));
  return [
    { value: "Roles", items: found },
    { value: "AWS accounts", items: accountsFor(asked) },
    { value: "Pages", items: matching(pages, query) },
    { value: "Actions", items: matching(actions, query) },
    { value: "Workspaces", items: matching(workspaces, query) },
  ].filter(({ items }) => items.length > 0);
}

const MOST_ACCOUNTS = 5;

/** Accounts by name or number, once something is typed. */
function accountsFor({ place, query, accounts, router }: Asked): Entry[] {
  const words = query.trim().toLowerCase();
  if (words === "") return [];
  return accounts
    .filter(({ name, alias, accountId }) => [name, alias, accountId].join("\n").toLowerCase().includes(words))
    .slice(0, MOST_ACCOUNTS)
    .map((account) => ({
      value: `account:${account.id}`,
      label: accountTitle(account),
      aside: account.accountId,
      go: () => router.push(`/${place.workspace.slug}/aws-accounts/${account.id}`),
    }));
}

function matching(entries: Entry[], query: string): Entry[] {
  const words = query.trim().toLowerCase();
  return entries.filter(({ label }) => label.toLowerCase().includes(words));
}
