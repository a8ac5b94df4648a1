/** Failed roles of a page that one change in their account mends together. Pure. */
import type { ListedRole } from "./listed-role.ts";

export type FailureGroup = { title: string; account: string; first: ListedRole; count: number };

/** Reasons that lie in the account and not in the role. */
const OF_THE_ACCOUNT = new Set([
  "assume_denied",
  "external_id_mismatch",
  "external_id_not_required",
  "connection_wrong_account",
  "sts_region_disabled",
  "connection_missing_permission",
  "role_read_denied",
  "required_policy_missing",
  "policy_version_changed",
  "profile_quota_exceeded",
]);
/** Two rows say it themselves. */
const FEWEST = 3;

export function groupsOf(roles: ListedRole[]): FailureGroup[] {
  const failing = roles.filter(
    ({ status, failure }) => status === "FAILED" && failure && OF_THE_ACCOUNT.has(failure.reason),
  );
  const groups = Map.groupBy(failing, ({ awsAccountId, failure }) => `${awsAccountId} ${failure?.reason}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first?.failure || group.length < FEWEST) return [];
    const { awsAccountName: name, awsAccountId, failure } = first;
    const account = name ? `account ${awsAccountId} (${name})` : `account ${awsAccountId}`;
    return [{ title: failure.title, account, first, count: group.length }];
  });
}
