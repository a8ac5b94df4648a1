/**
 * The proof that an account is connected, and safely: from Rolecall's side (it gets in) and from the customer's (it
 * gets in only with the external ID). Everything is looked at in one go and reported together.
 */

import { listAccountAliases } from "#lib/aws/iam/list-account-aliases.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { log } from "#lib/log.ts";
import { assumeConnectionRole } from "./checks/assume.ts";
import { type Checking, skipped, waiting } from "./checks/checking.ts";
import { checkExternalIdIsRequired } from "./checks/external-id-required.ts";
import { type CheckName, partsOf, type StoredCheck } from "./checks/finding.ts";
import { checkRightAccount, checkSameRole } from "./checks/identity.ts";
import { checkPermissions, neededActions } from "./checks/permissions.ts";
import { checkQuotas } from "./checks/quotas.ts";
import { checkRequiredPolicies, nameOf, ownPolicies } from "./checks/required-policies.ts";
import { checkSourceIdentity } from "./checks/source-identity.ts";

export type Checked = {
  checks: StoredCheck[];
  /** The first thing to mend; null: all is well, warnings aside. */
  failure: Failure | null;
  /** Where the role could be assumed. */
  session?: AwsSession;
  alias?: string | null;
  /** What sessions may carry; null: nothing; undefined: that could not be told. */
  sourceIdentity?: string | null | undefined;
  /** During a rotation: the check passed with the new external ID. */
  isRotated: boolean;
};

const REFUSALS = ["refused_without_external_id", "refused_with_wrong_external_id"] as const;

/** Never throws for what AWS answers. Reads only; the sessions it opens may read and nothing else. */
export async function checkAccount(given: Checking): Promise<Checked> {
  const checks = new Map<CheckName, StoredCheck>();
  const report = (check: StoredCheck) => {
    checks.set(check.name, check);
    given.report(check);
  };
  const checking = { ...given, report };
  for (const name of plannedChecks(checking)) report(waiting(name, { finding: "pending", facts: {} }));

  const entrance = await assumeConnectionRole(checking);
  if (!entrance) return { ...verdict(closed(checks)), isRotated: false };

  const { session, region, externalId } = entrance;
  const aws: Aws = { ...session, caller: checking.caller };
  checkSameRole(checking, aws);
  const [alias, sourceIdentity] = await Promise.all([
    aliasOf(aws),
    checkSourceIdentity(checking, entrance),
    checkExternalIdIsRequired(checking, region),
    checkRightAccount(checking, aws),
    checkPermissions(checking, aws),
    checkRequiredPolicies(checking, aws),
    checkQuotas(checking, aws),
  ]);
  // A role made a moment ago may not show its whole trust policy everywhere at once: it is asked twice.
  const isOpen = () => REFUSALS.some((name) => checks.get(name)?.status === "failed");
  if (!isOpen() && checking.account.status !== "CONNECTED") await checkExternalIdIsRequired(checking, region);
  // Getting in through an open door proves nothing of the new external ID.
  const isRotated = !isOpen() && externalId === checking.account.pendingExternalId;
  return { ...verdict(checks), session, alias, sourceIdentity, isRotated };
}

/** What will be looked at, in the order in which it is shown. */
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
    ...ownPolicies(checking).map(nameOf),
    "quotas",
    ...neededActions(checking).map(({ name }) => name),
  ];
}

/** What could not be looked at from outside. */
function closed(checks: Map<CheckName, StoredCheck>): Map<CheckName, StoredCheck> {
  for (const { name, status } of checks.values()) {
    if (status === "waiting") checks.set(name, skipped(name, { finding: "no_session", facts: {} }));
  }
  return checks;
}

function verdict(checks: Map<CheckName, StoredCheck>): Pick<Checked, "checks" | "failure"> {
  const all = [...checks.values()];
  return { checks: all, failure: firstToMend(all) };
}

/** An open door is told before anything else; of lacking permissions, all that the same kind of policy withholds. */
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

/** The account's name is nice to have: whether it may be read is told by the permission's own check. */
async function aliasOf(aws: Aws): Promise<string | null | undefined> {
  try {
    const [alias] = await listAccountAliases(aws);
    return alias ?? null;
  } catch (error) {
    log.debug({ err: error }, "an account's alias could not be read");
    return undefined;
  }
}
