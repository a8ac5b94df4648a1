/** Assumes the connection role with the account's external ID. */
import { type AwsError, hasCode, isDenied } from "#lib/aws/errors.ts";
import { openSession } from "#lib/aws/session.ts";
import { asReason, refusedBy } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import type { Entrance, Entry } from "./entry.ts";
import { asksForRetired } from "./retired-external-id.ts";

const step = "connect";

/**
 * AWS gives one answer for a role that is absent, not trusting, or trusting since a moment ago: the last is waited out.
 * @throws RegistrationFailed; AwsError where its answer has no reason
 */
export function enter(entry: Entry): Promise<Entrance> {
  return waitOut(
    () => open(entry),
    (error) => isDenied(error) && !hasCode(error, "RegionDisabled"),
    {
      notes: entry.notes.entrance,
      waitingFor: { kind: "fresh_trust" },
      budgetMs: entry.freshMs,
      signal: entry.signal,
    },
  ).catch((error: unknown) => refused(entry, error));
}

/** During a rotation the new external ID is tried first, and the old one keeps working. */
async function open(entry: Entry): Promise<Entrance> {
  const { externalId, pendingExternalId } = entry.connection;
  if (!pendingExternalId) return openWith(entry, externalId, false);
  try {
    return await openWith(entry, pendingExternalId, true);
  } catch (error) {
    if (!isDenied(error)) throw error;
    return openWith(entry, externalId, false);
  }
}

async function openWith(entry: Entry, externalId: string, isByPending: boolean): Promise<Entrance> {
  const { connection, caller, sessionName, stsRegions, policy, durationSeconds } = entry;
  const session = await openSession(caller, {
    regions: stsRegions,
    roleArn: connection.connectionRoleArn,
    externalId,
    sessionName,
    sourceIdentity: connection.sourceIdentity,
    policy,
    durationSeconds,
  });
  return { ...session, region: await session.sts.config.region(), isByPending };
}

/** The one cause of a refusal that can be told from the others: the role asks for an external ID that is out of use. */
async function refused(
  { connection, caller, sessionName, stsRegions }: Entry,
  error: unknown,
): Promise<never> {
  const { connectionRoleArn, retiredExternalId } = connection;
  const attempt = { regions: stsRegions, roleArn: connectionRoleArn, sessionName, retiredExternalId };
  if (!(await asksForRetired(caller, error, attempt))) {
    return asReason({ step, connectionRoleArn, stsRegions })(error);
  }
  const aws = refusedBy(error as AwsError);
  const failure = { reason: "external_id_mismatch", facts: { connectionRoleArn }, step, aws } as const;
  throw new RegistrationFailed(failure, error);
}
