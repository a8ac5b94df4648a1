/** Can the connection role be assumed with the account's external ID, and where? */
import { type AwsError, hasCode, isDenied } from "#lib/aws/errors.ts";
import type { AwsSession } from "#lib/aws/session.ts";
import { openSession } from "#lib/aws/session.ts";
import { refusedBy } from "#lib/failures/aws-refusals.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import { readOnlyPolicy } from "../read-only-policy.ts";
import { asksForRetired } from "../retired-external-id.ts";
import { type Checking, endedBy, failed, passed, waiting, warning } from "./checking.ts";
import type { StoredCheck } from "./finding.ts";

export type Entrance = {
  session: AwsSession;
  /** The STS Region that answered. */
  region: string;
  /** The external ID it opened with: during a rotation, perhaps the new one. */
  externalId: string;
};

/** Null where it cannot be assumed; the check says why. */
export async function assumeConnectionRole(checking: Checking): Promise<Entrance | null> {
  const { account, report } = checking;
  try {
    const { session, externalId } = await openWhenReady(checking);
    const region = await session.sts.config.region();
    const { connectionRoleArn } = account;
    report(passed("assume", { finding: "assumed", facts: { connectionRoleArn } }));
    reportRegion(checking, region);
    if (account.pendingExternalId) reportRotation(checking, externalId);
    return { session, region, externalId };
  } catch (error) {
    report((await mismatch(checking, error)) ?? endedBy(checking, "assume", error));
    return null;
  }
}

/** The one cause of a refusal that can be told from the others. */
async function mismatch(checking: Checking, refused: unknown): Promise<StoredCheck | null> {
  const { account, caller, sessionName, stsRegions: regions } = checking;
  const { connectionRoleArn, retiredExternalId } = account;
  const attempt = { regions, roleArn: connectionRoleArn, sessionName, retiredExternalId };
  if (!(await asksForRetired(caller, refused, attempt))) return null;
  return failed("assume", {
    reason: "external_id_mismatch",
    facts: { connectionRoleArn },
    step: "connect",
    aws: refusedBy(refused as AwsError),
  });
}

/** AWS gives one answer for a role that is absent, not trusting, or trusting since a moment ago: the last is waited out. */
function openWhenReady(checking: Checking) {
  const { caller, freshMs, signal, report } = checking;
  const wait = () => {
    report(waiting("assume", { finding: "fresh_trust", facts: {} }));
    return () => {};
  };
  return waitOut(
    () => open(checking),
    (error) => isDenied(error) && !hasCode(error, "RegionDisabled"),
    { notes: { caller, wait }, waitingFor: { kind: "fresh_trust" }, budgetMs: freshMs, signal },
  );
}

/** During a rotation the new external ID is tried first, and the old one keeps working. */
async function open(checking: Checking): Promise<{ session: AwsSession; externalId: string }> {
  const { externalId, pendingExternalId } = checking.account;
  if (!pendingExternalId) return openWith(checking, externalId);
  try {
    return await openWith(checking, pendingExternalId);
  } catch (error) {
    if (!isDenied(error)) throw error;
    return openWith(checking, externalId);
  }
}

async function openWith(checking: Checking, externalId: string) {
  const { account, caller, sessionName, stsRegions } = checking;
  const session = await openSession(caller, {
    regions: stsRegions,
    roleArn: account.connectionRoleArn,
    externalId,
    sessionName,
    sourceIdentity: account.sourceIdentity,
    policy: readOnlyPolicy(),
    durationSeconds: 3_600,
  });
  return { session, externalId };
}

function reportRegion({ stsRegions, report }: Checking, region: string) {
  const disabled = stsRegions.slice(0, Math.max(0, stsRegions.indexOf(region)));
  report(
    disabled.length === 0
      ? passed("sts_region", { finding: "sts_answers", facts: { region } })
      : warning("sts_region", { finding: "sts_disabled_somewhere", facts: { region, disabled } }),
  );
}

function reportRotation({ account, report }: Checking, externalId: string) {
  report(
    externalId === account.pendingExternalId
      ? passed("external_id_rotation", { finding: "rotated", facts: {} })
      : warning("external_id_rotation", { finding: "rotation_pending", facts: {} }),
  );
}
