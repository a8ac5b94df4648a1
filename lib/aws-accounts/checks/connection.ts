/** Checks that the role can be assumed, is refused without the external ID, and is of the right account. */
import { openDoor, proveAgain } from "../connection/door.ts";
import type { Entrance, Entry } from "../connection/entry.ts";
import { readOnlyPolicy } from "../connection/read-only-policy.ts";
import { type Checking, endedBy, passed, waiting, warning } from "./checking.ts";
import type { CheckName, StoredCheck } from "./finding.ts";

const NAMES = {
  without: "refused_without_external_id",
  wrong: "refused_with_wrong_external_id",
} as const;

/**
 * Assumes the role and reports each check as it ends.
 * @returns the session; null if the role cannot be assumed, or can be without the external ID
 */
export async function checkConnection(checking: Checking): Promise<Entrance | null> {
  const { account, report } = checking;
  const door = openDoor(entryOf(checking));
  await Promise.all([
    door.assumed.then(
      (assumed) => {
        const { connectionRoleArn } = account;
        report(passed("assume", { finding: "assumed", facts: { connectionRoleArn } }));
        reportRegion(checking, assumed.region);
        if (account.pendingExternalId) reportRotation(checking, assumed.isByPending);
      },
      (error: unknown) => report(endedBy(checking, "assume", error)),
    ),
    door.assumed.then(
      () => reportRefusals(checking, door),
      () => {},
    ),
    door.entrance.then(
      () => reportAccount(checking, door.rightAccount),
      () => {},
    ),
  ]);
  return door.entrance.catch(() => null);
}

/**
 * Repeats both tests without the right external ID: a new role's trust policy may not have reached all of AWS.
 * @returns whether both were refused again
 */
export async function checkRefusalsAgain(checking: Checking, entrance: Entrance): Promise<boolean> {
  const proofs = proveAgain(entryOf(checking), entrance);
  await reportRefusals(checking, proofs);
  if (checking.emulator) return true;
  const outcomes = await Promise.allSettled([proofs.without, proofs.wrong]);
  return outcomes.every(({ status }) => status === "fulfilled");
}

function entryOf(checking: Checking): Entry {
  const { account, caller, sessionName, stsRegions, emulator, freshMs, signal } = checking;
  const shown = (name: CheckName, finding: "fresh_trust" | "fresh_condition") => ({
    wait() {
      checking.report(waiting(name, { finding, facts: {} }));
      return () => {};
    },
  });
  return {
    connection: account,
    caller,
    policy: readOnlyPolicy(),
    durationSeconds: 3_600,
    sessionName,
    stsRegions,
    emulator,
    freshMs,
    signal,
    notes: {
      entrance: shown("assume", "fresh_trust"),
      without: shown(NAMES.without, "fresh_condition"),
      wrong: shown(NAMES.wrong, "fresh_condition"),
    },
    // An emulator enforces no trust: what it lets in is a warning, and keeps nothing from being looked at.
    refusal: emulator ? "beside" : "first",
  };
}

type Proofs = ReturnType<typeof proveAgain>;

async function reportRefusals(checking: Checking, proofs: Proofs): Promise<void> {
  const told = async (attempt: keyof Proofs) => {
    const name = NAMES[attempt];
    try {
      await proofs[attempt];
      checking.report(passed(name, { finding: "refused", facts: {} }));
    } catch (error) {
      checking.report(openInEmulator(checking, name, endedBy(checking, name, error)));
    }
  };
  await Promise.all([told("without"), told("wrong")]);
}

function openInEmulator({ emulator }: Checking, name: CheckName, check: StoredCheck): StoredCheck {
  const isOpen = check.status === "failed" && check.failure.reason === "external_id_not_required";
  return emulator && isOpen ? warning(name, { finding: "not_enforced", facts: {} }) : check;
}

async function reportAccount(checking: Checking, rightAccount: Promise<void>): Promise<void> {
  const { accountId } = checking.account;
  try {
    await rightAccount;
    checking.report(passed("right_account", { finding: "right_account", facts: { accountId } }));
  } catch (error) {
    checking.report(endedBy(checking, "right_account", error));
  }
}

/** A role that was deleted and made again has another id, even under the same name (docs/aws-facts.md, Unique ids). */
export function checkSameRole(
  { account, report }: Checking,
  { assumedRoleId: currentRoleId }: Entrance,
): void {
  const { connectionRoleId: storedRoleId } = account;
  const isSame = !storedRoleId || !currentRoleId || storedRoleId === currentRoleId;
  report(
    isSame
      ? passed("same_role", { finding: "same_role", facts: {} })
      : warning("same_role", { finding: "role_recreated", facts: { storedRoleId, currentRoleId } }),
  );
}

function reportRegion({ stsRegions, report }: Checking, region: string) {
  const disabled = stsRegions.slice(0, Math.max(0, stsRegions.indexOf(region)));
  report(
    disabled.length === 0
      ? passed("sts_region", { finding: "sts_answers", facts: { region } })
      : warning("sts_region", { finding: "sts_disabled_somewhere", facts: { region, disabled } }),
  );
}

function reportRotation({ report }: Checking, isByPending: boolean) {
  report(
    isByPending
      ? passed("external_id_rotation", { finding: "rotated", facts: {} })
      : warning("external_id_rotation", { finding: "rotation_pending", facts: {} }),
  );
}
