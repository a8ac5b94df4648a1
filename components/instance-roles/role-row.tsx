"use client";
import Link from "next/link";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ListedRole } from "./listed-role.ts";
import { useLiveRole } from "./live.ts";
import { NoteLine } from "./note-line.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { Waiting } from "./waiting.tsx";

/** One role, moving by itself while it is in progress. The link on its name covers the row. */
export function RoleRow({ slug, rendered }: { slug: string; rendered: ListedRole }) {
  const role = useLiveRole(rendered);
  const href = `/${slug}/instance-roles/${role.id}`;
  return (
    <tbody className="relative border-b border-line transition-colors hover:bg-hover max-md:mb-3 max-md:block max-md:rounded-lg max-md:border max-md:bg-surface max-md:p-4">
      <tr className="align-top max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-2">
        <Cell className="max-md:order-2">
          <StatusBadge role={role} />
        </Cell>
        <Cell className="max-md:order-1 max-md:col-span-2">
          <Link
            href={href}
            prefetch={false}
            className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {role.name}
          </Link>
          {role.description && <p className="truncate text-sm text-ink-2">{role.description}</p>}
        </Cell>
        <Cell className="max-md:order-3 max-md:col-span-2">
          <div className="flex items-center gap-1">
            <RolePath path={role.rolePath} name={role.roleName} />
            <CopyButton text={role.roleArn} what="ARN" className="relative -my-2" />
          </div>
          <p className="truncate text-sm text-ink-3">
            {role.awsAccountId}
            {role.awsAccountName && ` · ${role.awsAccountName}`}
          </p>
        </Cell>
        <Cell className="text-ink-2 max-md:hidden">
          {role.lastVerifiedAt ? (
            <RelativeTime at={role.lastVerifiedAt} />
          ) : (
            <span aria-label="not yet">–</span>
          )}
        </Cell>
        <Cell className="text-ink-2 max-md:order-2 max-md:text-right">
          <RelativeTime at={role.createdAt} />
          <p className="truncate text-sm text-ink-3 max-md:hidden">{role.createdBy}</p>
        </Cell>
      </tr>
      {role.failure && role.status === "FAILED" && (
        <NoteLine>
          <span className="min-w-0 truncate text-ink-2 max-md:whitespace-normal">{role.failure.title}</span>
          <Link
            href={href}
            prefetch={false}
            className="relative shrink-0 rounded-sm font-medium text-accent hover:underline"
          >
            {CAN_BE_FIXED[role.failure.actor] ? "Fix it" : "See why"} <span aria-hidden>→</span>
            <span className="sr-only">: {role.name}</span>
          </Link>
        </NoteLine>
      )}
      {role.notChecked && (
        <NoteLine>
          <span className="text-warn">
            Not checked since <RelativeTime at={role.notChecked.since} />: its AWS account fails its checks
          </span>
        </NoteLine>
      )}
      {role.waiting && (
        <NoteLine>
          <span className="text-warn first-letter:uppercase">
            <Waiting waiting={role.waiting} />
          </span>
        </NoteLine>
      )}
    </tbody>
  );
}

function Cell({ className = "", children }: { className?: string; children: React.ReactNode }) {
  return (
    <td
      className={`px-2 py-3 first:pl-3 last:pr-3 max-md:p-0 max-md:first:pl-0 max-md:last:pr-0 ${className}`}
    >
      {children}
    </td>
  );
}

/** Where it is too long, it loses of its path first and of its name last. */
function RolePath({ path, name }: { path: string; name: string }) {
  return (
    <span className="flex min-w-0 font-mono text-sm" title={`role${path}${name}`}>
      <span className="min-w-0 shrink-[999] truncate text-ink-2">role{path}</span>
      <span className="min-w-0 truncate">{name}</span>
    </span>
  );
}

/** Where somebody on the customer's side can end it, there is a fix to read. */
const CAN_BE_FIXED = {
  you: true,
  role_owner: true,
  org_admin: true,
  operator: false,
  nobody: false,
} as const;
