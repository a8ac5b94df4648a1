"use client";
import Link from "next/link";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ListedRole } from "./listed-role.ts";
import { useLiveRole } from "./live.ts";
import { Cell } from "./row-cell.tsx";
import { RowNote } from "./row-note.tsx";
import { SelectRow } from "./selection/select-row.tsx";
import { useIsSelected } from "./selection/selection.tsx";
import { StatusBadge } from "./status-badge.tsx";

type RoleRowProps = { slug: string; rendered: ListedRole; maySelect: boolean };

/**
 * One role in the list, updated by events. It has two lines in every status, so that the list does not jump. The link
 * on its name covers the row.
 */
export function RoleRow({ slug, rendered, maySelect }: RoleRowProps) {
  const role = useLiveRole(rendered);
  const isSelected = useIsSelected(role.id);
  const href = `/${slug}/instance-roles/${role.id}`;
  return (
    <tbody
      data-selected={isSelected || undefined}
      className="relative border-b border-line transition-colors hover:bg-hover data-selected:bg-accent-soft narrow:mb-3 narrow:grid narrow:grid-cols-[auto_minmax(0,1fr)_auto] narrow:items-center narrow:rounded-lg narrow:border narrow:bg-surface narrow:px-4 narrow:py-3"
    >
      <tr className="narrow:contents">
        {maySelect && (
          <td rowSpan={2} className="p-0 align-top narrow:order-1 narrow:-ml-3">
            <SelectRow role={role} />
          </td>
        )}
        <Cell top className="narrow:order-4 narrow:col-span-3">
          <StatusBadge role={role} brief />
        </Cell>
        <Cell top className="narrow:order-2">
          <Link
            href={href}
            prefetch={false}
            title={role.name}
            className="-mt-1 block truncate pt-1 font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {role.name}
          </Link>
        </Cell>
        <Cell top className="narrow:order-6 narrow:col-span-3 narrow:mt-2">
          <div className="flex items-center gap-1">
            <RolePath path={role.rolePath} name={role.roleName} />
            <CopyButton text={role.roleArn} what="ARN" className="relative -my-2" />
          </div>
        </Cell>
        <Cell top className="hidden text-ink-2 wide:table-cell">
          {role.lastVerifiedAt ? (
            <RelativeTime at={role.lastVerifiedAt} />
          ) : (
            <>
              <span aria-hidden>–</span>
              <span className="sr-only">not yet</span>
            </>
          )}
        </Cell>
        <Cell top className="text-ink-2 narrow:order-3 narrow:text-right">
          <RelativeTime at={role.createdAt} />
        </Cell>
      </tr>
      <tr className="text-sm text-ink-3 narrow:contents">
        <RowNote role={role} href={href} />
        <Cell className="truncate narrow:order-7 narrow:col-span-3">
          {role.awsAccountId}
          {role.awsAccountName && ` · ${role.awsAccountName}`}
        </Cell>
        <Cell className="hidden wide:table-cell" />
        <Cell className="truncate narrow:hidden">
          <span title={role.createdBy}>{role.createdBy}</span>
        </Cell>
      </tr>
    </tbody>
  );
}

/** Truncates the path before the name. */
function RolePath({ path, name }: { path: string; name: string }) {
  return (
    <span className="flex min-w-0 font-mono text-sm" title={`role${path}${name}`}>
      <span className="min-w-0 shrink-[999] truncate text-ink-2">role{path}</span>
      <span className="min-w-0 truncate">{name}</span>
    </span>
  );
}
