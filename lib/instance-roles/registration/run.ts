/** Runs one registration, from the first AWS call to the last. */
import type { AwsSession } from "#lib/aws/session.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { refuse } from "#lib/failures/failed.ts";
import type { Warning } from "#lib/failures/failure.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { accepting } from "../acceptance/accepting.ts";
import { type Confirmed, findAttachmentsOf } from "./ledger/attachment-store.ts";
import { type Ledger, openLedger } from "./ledger/ledger.ts";
import { otherName, type Plan, type PlannedProfile, planChanges, severalProfiles, wantedOf } from "./plan.ts";
import { sessionPolicy } from "./session-policy.ts";
import { attachPolicies } from "./steps/attach-policies.ts";
import { checkTrust } from "./steps/check-trust.ts";
import { connect } from "./steps/connect.ts";
import { ensureProfile } from "./steps/ensure-profile.ts";
import { type Found, findRole } from "./steps/find-role.ts";
import { lookAtPolicies, type PoliciesSeen, verify } from "./steps/verify.ts";
import type { Run } from "./subject.ts";

/** What a successful registration found and created. */
export type Registered = {
  roleId: string;
  instanceProfileArn: string;
  requiredPolicies: { name: string; arn: string; attachedBy: "rolecall" | "already_there" }[];
  /** Attachments AWS confirmed, to be written with the settlement. */
  confirmed: Confirmed[];
  warnings: Warning[];
};

/** What a run has reached so far; a failed run is undone from it. */
export type Reached = {
  session?: AwsSession;
  found?: Found;
  ledger?: Ledger;
  /** AROA… of the role, set before its attachments are changed. */
  roleId?: string;
};

/**
 * Runs the six steps. Reads come before writes and every write may be repeated, so that a run can start again from
 * the top at any time.
 * @throws RegistrationFailed with the reason; Superseded; AwsError and others that have no reason
 */
export async function runRegistration(run: Run, reached: Reached): Promise<Registered> {
  const link = connect(run, sessionPolicy(run));
  const session = await link.session;
  reached.session = session;
  await acquireRoleLease(run);

  const [linkWarnings, found] = await sideBySide(link.proven, findRole(run, session));
  reached.found = found;

  const trust = await run.journal.step("check_trust", async () => {
    const judged = accepting(checkTrust(run, found), run.acceptance);
    refuse(judged.problems);
    return judged;
  });

  const plan = planChanges(run, found);
  await refuseBeforeWriting(run, found, plan);

  run.signal.throwIfAborted();
  const ledger = await openLedger(run, found.role.roleId, wantedOf(run, plan));
  reached.ledger = ledger;
  reached.roleId = found.role.roleId;
  // The profile takes two calls in sequence and the policies one, so the profile's first call is sent first,
  // and the policies are verified while the profile is still being created.
  const ensured = ensureProfile(run, { session, found, ledger, planned: plan.profile });
  const looked = sent()
    .then(() => attachPolicies(run, { session, found, ledger }))
    .then(() => lookAtPolicies(run, { session, found, acceptance: run.acceptance }));
  const [policies, profile] = await sideBySide(looked, ensured).catch(async (error: unknown) => {
    await endOf(looked);
    throw error;
  });

  const simulated = await verify(run, { session, profile, policies });
  return {
    roleId: found.role.roleId,
    instanceProfileArn: profile.arn,
    requiredPolicies: attachedBy(run, ledger),
    confirmed: ledger.takeConfirmed(),
    warnings: [
      ...linkWarnings,
      ...recreated(run, found),
      ...trust.warnings,
      ...otherName(run.roleArn, profile),
      ...severalProfiles(run, found, profile),
      ...simulated,
    ],
  };
}

/** Resolves once calls just started have been sent. */
const sent = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Waits for the verification in the background, so that a failed run leaves no call running. */
async function endOf(looked: Promise<PoliciesSeen>): Promise<void> {
  const seen = await looked.catch(() => undefined);
  await Promise.allSettled(seen ? [seen.attachedArns, seen.simulated] : []);
}

/** Acquires the lease on the AWS role: runs of one role take turns from the first read to the last write. */
export async function acquireRoleLease({ lease, journal }: Run): Promise<void> {
  if (!lease.isHeld()) await journal.wait("find_role", { kind: "turn" }, lease.acquire());
}

/** Fails with a full quota, in the step it belongs to, before that step has written anything. */
async function refuseBeforeWriting(run: Run, { role }: Found, { problems, profile }: Plan): Promise<void> {
  for (const problem of problems) {
    const { reason, step } = problem;
    if (reason === "profile_quota_exceeded" && (await mayHaveMade(run, role.roleId, profile))) continue;
    await run.journal.step(step, async () => refuse([problem]));
  }
}

/** Whether an earlier attempt created the profile and did not fill it: it then counts towards the quota already. */
async function mayHaveMade(run: Run, roleId: string, { arn }: PlannedProfile): Promise<boolean> {
  const known = await withDatabaseRetries(() => findAttachmentsOf(roleId), run.signal);
  return known.some(({ kind, target }) => kind === "profile" && target === arn);
}

/** Warns where the role was deleted and recreated since the last run; the new role is set up all the same. */
function recreated({ roleId: storedRoleId }: Run, { role }: Found): Warning[] {
  const { roleId: currentRoleId } = role;
  if (!storedRoleId || storedRoleId === currentRoleId) return [];
  return [{ code: "role_recreated", facts: { storedRoleId, currentRoleId } }];
}

/** Marks the policies that Rolecall attached, which are those in the ledger. */
function attachedBy({ required }: Run, ledger: Ledger): Registered["requiredPolicies"] {
  return required.map(({ name, arn }) => ({
    name,
    arn,
    attachedBy: ledger.find("policy", arn) ? "rolecall" : "already_there",
  }));
}
