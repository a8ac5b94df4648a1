import type { Status } from "#lib/instance-roles/status.ts";
import type { AccountChoice } from "./account-filter.tsx";
import { FailureGroups } from "./failure-groups.tsx";
import { type ListAddress, searchOf } from "./list-address.ts";
import { ListToolbar } from "./list-toolbar.tsx";
import type { ListedRole } from "./listed-role.ts";
import { NoMatch } from "./no-match.tsx";
import { Pager } from "./pager.tsx";
import { RememberList } from "./remember-list.tsx";
import { RoleTable } from "./role-table.tsx";
import { BulkOutcome } from "./selection/bulk-outcome.tsx";
import { SelectionOf } from "./selection/selection.tsx";
import { SelectionBarWhenNeeded } from "./selection/selection-bar-when-needed.tsx";
import type { StatusCounts } from "./status-tabs.tsx";

type RoleListProps = {
  slug: string;
  address: ListAddress;
  roles: ListedRole[];
  nextCursor: string | null;
  limit: number;
  counts: StatusCounts;
  accounts: AccountChoice[];
  maySelect: boolean;
};

export function RoleList(props: RoleListProps) {
  const { slug, address, roles, nextCursor, limit, counts, accounts, maySelect } = props;
  return (
    <>
      <RememberList slug={slug} search={searchOf(address)} />
      <ListToolbar address={address} counts={counts} accounts={accounts} />
      <BulkOutcome />
      <FailureGroups slug={slug} roles={roles} />
      {roles.length === 0 ? (
        <NoMatch address={address} />
      ) : (
        <SelectionOf roles={roles}>
          <div className="@container">
            <RoleTable slug={slug} roles={roles} address={address} maySelect={maySelect} />
          </div>
          <Pager
            address={address}
            shown={roles.length}
            total={totalOf(address, counts)}
            limit={limit}
            nextCursor={nextCursor}
          />
          {maySelect && <SelectionBarWhenNeeded slug={slug} />}
        </SelectionOf>
      )}
    </>
  );
}

/** The total by status; a search or an account filter would have to be counted. */
function totalOf({ q, awsAccountId, status }: ListAddress, counts: StatusCounts): number | null {
  if (q || awsAccountId) return null;
  const statuses = (status?.split(",") ?? Object.keys(counts)) as Status[];
  return statuses.reduce((sum, each) => sum + counts[each], 0);
}
