/** What Rolecall has come to need since an account was set up, as its last check found. Browser-safe. */
import { partsOf, type StoredCheck } from "./checks/finding.ts";
import type { AwsAccountView } from "./view.ts";

/** Null where the account's set-up is up to date. */
export function upgradeOf(checks: StoredCheck[]): NonNullable<AwsAccountView["upgrade"]> | null {
  const permissions = checks.flatMap((check) =>
    check.status === "warning" && check.finding === "newly_needed"
      ? [{ action: partsOf(check.name).of, why: check.facts.why }]
      : [],
  );
  const policies = checks.flatMap((check) =>
    check.status === "warning" && check.finding === "policy_outdated" ? [partsOf(check.name).of] : [],
  );
  return permissions.length + policies.length > 0 ? { permissions, policies } : null;
}
