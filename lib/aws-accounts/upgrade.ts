/** Derives from the last check what Rolecall needs beyond the account's set-up. Browser-safe. */
import { partsOf, type StoredCheck } from "./checks/finding.ts";
import type { AwsAccountView } from "./view.ts";

/** Null where the account's set-up is up to date. */
export function upgradeOf(
  checks: StoredCheck[],
): Omit<NonNullable<AwsAccountView["upgrade"]>, "diff"> | null {
  const permissions = checks.flatMap((check) =>
    check.status === "warning" && check.finding === "newly_needed"
      ? [{ action: partsOf(check.name).of, why: check.facts.why }]
      : [],
  );
  const policies = checks.flatMap((check) =>
    check.status === "warning" && check.finding === "policy_outdated" ? [partsOf(check.name).of] : [],
  );
  const open = checks.find((check) => check.status === "warning" && check.finding === "can_change_itself");
  const canChangeItself = open !== undefined;
  return permissions.length + policies.length > 0 || canChangeItself
    ? { permissions, policies, canChangeItself }
    : null;
}
