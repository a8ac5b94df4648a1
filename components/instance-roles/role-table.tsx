import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type ListAddress, withFilter } from "./list-address.ts";
import type { ListedRole } from "./listed-role.ts";
import { RoleRow } from "./role-row.tsx";
import { SelectAll } from "./selection/select-all.tsx";

type RoleTableProps = { slug: string; roles: ListedRole[]; address: ListAddress; maySelect: boolean };

/** Shows roles as a table, or as cards on a narrow screen. */
export function RoleTable({ slug, roles, address, maySelect }: RoleTableProps) {
  return (
    <table aria-label="Instance roles" className="w-full table-fixed border-collapse narrow:block">
      <thead className="narrow:hidden">
        <tr className="border-b border-line text-left text-xs text-ink-3">
          {maySelect && (
            <td className="w-9 p-0">
              <SelectAll />
            </td>
          )}
          <Head className="w-[152px] wide:w-[176px]">Status</Head>
          <SortHead address={address} label="Name" up="name" down="-name" />
          <Head className="w-[32%]">Role</Head>
          <Head className="hidden w-[112px] wide:table-cell">Verified</Head>
          <SortHead
            address={address}
            label="Created"
            up="createdAt"
            down="-createdAt"
            className="w-[112px] wide:w-[160px]"
          />
        </tr>
      </thead>
      {roles.map((role) => (
        <RoleRow key={role.id} slug={slug} rendered={role} maySelect={maySelect} />
      ))}
    </table>
  );
}

const headClass = "h-9 px-2 font-medium";

function Head({ className, children }: { className: string; children: ReactNode }) {
  return (
    <th scope="col" className={`${headClass} ${className}`}>
      {children}
    </th>
  );
}

type SortHeadProps = { address: ListAddress; label: string; up: string; down: string; className?: string };

function SortHead({ address, label, up, down, className = "" }: SortHeadProps) {
  const sort = address.sort ?? "-createdAt";
  const order = sort === up ? "ascending" : sort === down ? "descending" : undefined;
  // The first click sorts times newest first, and names from A.
  const first = up === "name" ? up : down;
  const next = order === undefined ? first : sort === up ? down : up;
  const Arrow = order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={order ?? "none"} className={`${headClass} ${className}`}>
      <Link
        href={withFilter(address, { sort: next })}
        prefetch={false}
        scroll={false}
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
      >
        {label}
        {order && <Arrow size={12} aria-hidden />}
      </Link>
    </th>
  );
}
