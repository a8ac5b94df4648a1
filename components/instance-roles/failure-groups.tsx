import Link from "next/link";
import { counted } from "#lib/counted.ts";
import { groupsOf } from "./groups-of.ts";
import type { ListedRole } from "./listed-role.ts";

/** Roles of one account that fail for one reason which one change mends for all of them. */
export function FailureGroups({ slug, roles }: { slug: string; roles: ListedRole[] }) {
  const groups = groupsOf(roles);
  if (groups.length === 0) return null;
  return (
    <ul aria-label="Failing for one reason" className="mt-3 flex flex-col gap-2">
      {groups.map(({ title, account, first, count }) => (
        <li
          key={first.id}
          className="flex flex-wrap items-baseline gap-x-2 rounded-lg border border-bad-line bg-bad-soft px-4 py-2"
        >
          <span>
            <b className="font-medium">{counted(count, "role")}</b> in {account}: {title}. One fix serves them
            all.
          </span>
          <Link
            href={`/${slug}/instance-roles/${first.id}`}
            prefetch={false}
            className="rounded-sm font-medium text-accent hover:underline"
          >
            Fix it <span aria-hidden>→</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
