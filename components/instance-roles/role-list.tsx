import type { Status } from "#lib/instance-roles/status.ts";
import type { AccountChoice } from "./account-filter.tsx";
import type { ListAddress } from "./list-address.ts";
import { ListToolbar } from "./list-toolbar.tsx";
import type { ListedRole } from "./listed-role.ts";
import { NoMatch } from "./no-match.tsx";
import { Pager } from "./pager.tsx";
import { RoleTable } from "./role-table.tsx";
import type { StatusCounts } from "./status-tabs.tsx";

type RoleListProps = {
  slug: string;
  address: ListAddress;
  roles: ListedRole[];
  nextCursor: string | null;
  limit: number;
  counts: StatusCounts;
  accounts: AccountChoice[];
};

export function RoleList({ slug, address, roles, nextCursor, limit, counts, accounts }: RoleListProps) {
  return (
    <>
      <ListToolbar address={address} counts={counts} accounts={accounts} />
      {roles.length === 0 ? (
        <NoMatch address={address} />
      ) : (
        <>
          <RoleTable slug={slug} roles={roles} address={address} />
          <Pager
            address={address}
            shown={roles.length}
            total={totalOf(address, counts)}
            limit={limit}
            nextCursor={nextCursor}
          />
        </>
      )}
    </>
  );
}

/** Known by status; what a search or an account has would have to be counted for it. */
function totalOf({ q, awsAccountId, status }: ListAddress, counts: StatusCounts): number | null {
  if (q || awsAccountId) return null;
  const statuses = (status?.split(",") ?? Object.keys(counts)) as Status[];
  return statuses.reduce((sum, each) => sum + counts[each], 0);
}
