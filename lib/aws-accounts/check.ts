/**
 * Checks a connected account: Rolecall can assume the connection role, and only with the external ID; its
 * permissions, quotas and required policies are as needed. All checks run in one pass and are reported together.
 */

import { listAccountAliases } from "#lib/aws/iam/list-account-aliases.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { log } from "#lib/log.ts";
import { type Checking, skipped, waiting } from "./checks/checking.ts";
import { checkConnection, checkRefusalsAgain, checkSameRole } from "./checks/connection.ts";
import { type CheckName, partsOf, type StoredCheck } from "./checks/finding.ts";
import { neededActions } from "./checks/needed-actions.ts";
import { checkPermissions } from "./checks/permissions.ts";
import { checkProtection, checkTrust } from "./checks/protection.ts";
import { checkQuotas } from "./checks/quotas.ts";
import { checkRequiredPolicies, nameOf, ownPolicies } from "./checks/required-policies.ts";
import { checkSourceIdentity } from "./checks/source-identity.ts";

export type Checked = {
  checks: StoredCheck[];
  /** The first failure to fix; null if all checks passed, warnings aside. */
  failure: Failure | null;
  /** AROA… of the role that was assumed. */
  connectionRoleId?: string;
  alias?: string | null;
  /** The source identity that sessions may carry; null: none; undefined: it could not be determined. */
  sourceIdentity?: string | null | undefined;
  /** During a rotation: the check passed with the new external ID. */
  isRotated: boolean;
};

/** Runs the checks. Reports refusals by AWS instead of throwing them. Its sessions are read-only. */
export async function checkAccount(given: Checking): Promise<Checked> {
  const checks = new Map<CheckName, StoredCheck>();
  const report = (check: StoredCheck) => {
    checks.set(check.name, check);
    given.report(check);
  };
  const checking = { ...given, report };
  for (const name of plannedChecks(checking)) report(waiting(name, { finding: "pending", facts: {} }));

  const entrance = await checkConnection(checking);
  if (!entrance) return closed(checks);

  const aws: Aws = { ...entrance, caller: checking.caller };
  checkSameRole(checking, entrance);
  const [alias, sourceIdentity] = await Promise.all([
    aliasOf(aws),
    checkSourceIdentity(checking, entrance),
    checkTrust(checking, aws),
    checkProtection(checking, aws),
    checkPermissions(checking, aws),
    checkRequiredPolicies(checking, aws),
    checkQuotas(checking, aws),
  ]);
  if (!checking.account.isProven && !(await checkRefusalsAgain(checking, entrance))) return closed(checks);
  const { assumedRoleId, isByPending } = entrance;
  return {
    ...verdict(checks),
    connectionRoleId: assumedRoleId,
    alias,
    sourceIdentity,
    isRotated: isByPending,
  };
}

/** Returns the names of all checks, in display order. */
export function plannedChecks(checking: Pick<Checking, "account" | "required">): CheckName[] {
  return [
    "assume",
    "refused_without_external_id",
    "refused_with_wrong_external_id",
    "right_account",
    "same_role",
    "sts_region",
    ...(checking.account.pendingExternalId ? (["external_id_rotation"] as const) : []),
    "source_identity",
    "trusts_only_rolecall",
    "cannot_change_itself",
    ...ownPolicies(checking).map(nameOf),
    "quotas",
    ...neededActions(checking).map(({ name }) => name),
  ];
}

/** The checks of assuming the role. All others are reported only once the external ID is proven to be required. */
const OF_THE_DOOR: ReadonlySet<CheckName> = new Set([
  "assume",
  "refused_without_external_id",
  "refused_with_wrong_external_id",
  "sts_region",
]);

/** Ends a check without a usable session: results of what was read in one are replaced by `skipped`. */
function closed(checks: Map<CheckName, StoredCheck>): Checked {
  const isAssumed = checks.get("assume")?.status === "passed";
  const finding = isAssumed ? "door_open" : "no_session";
  for (const name of checks.keys()) {
    if (OF_THE_DOOR.has(name) && isAssumed) continue;
    const isUntold = checks.get(name)?.status === "waiting" || isAssumed;
    if (isUntold) checks.set(name, skipped(name, { finding, facts: {} }));
  }
  return { ...verdict(checks), isRotated: false };
}

function verdict(checks: Map<CheckName, StoredCheck>): Pick<Checked, "checks" | "failure"> {
  const all = [...checks.values()];
  return { checks: all, failure: firstToMend(all) };
}

/** Returns the failure to report: a missing external ID condition first; missing permissions are merged by policy layer. */
export function firstToMend(checks: StoredCheck[]): Failure | null {
  const failures = checks.flatMap((check) => (check.status === "failed" ? [check] : []));
  const open = failures.find(({ failure }) => failure.reason === "external_id_not_required");
  const first = open ?? failures[0];
  if (!first) return null;
  if (partsOf(first.name).kind !== "permission") return first.failure;
  return allOfOneLayer(failures.map(({ failure }) => failure));
}

function allOfOneLayer(failures: Failure[]): Failure {
  const missing = failures.filter(
    (failure): failure is Failure<"connection_missing_permission"> =>
      failure.reason === "connection_missing_permission",
  );
  const [first] = missing;
  if (!first) return failures[0] as Failure;
  const same = missing.filter(
    ({ aws }) => aws?.policyLayer === first.aws?.policyLayer && aws?.explicit === first.aws?.explicit,
  );
  return { ...first, facts: { denied: same.flatMap(({ facts }) => facts.denied) } };
}

/** Returns the account's alias; undefined if it may not be read, which the check of that permission reports. */
async function aliasOf(aws: Aws): Promise<string | null | undefined> {
  try {
    const [alias] = await listAccountAliases(aws);
    return alias ?? null;
  } catch (error) {
    log.debug({ err: error }, "an account's alias could not be read");
    return undefined;
  }
}
