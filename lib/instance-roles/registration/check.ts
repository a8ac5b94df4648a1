/**
 * Check first: the steps of a registration without a write, in AWS or here. What stands in the way is told all at
 * once, not the first of it.
 */
import { isCredentials } from "#lib/aws/errors.ts";
import type { AwsSession } from "#lib/aws/session.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import {
  READING,
  type ReadingSession,
  readingSession,
} from "#lib/aws-accounts/connection/reading-session.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { CheckWarning } from "../check-warnings.ts";
import { foreseeAttaching } from "./checks/attaching.ts";
import { type Foreseen, gathered, told } from "./checks/foreseen.ts";
import { type ForeseenProfile, foreseeProfile } from "./checks/profile.ts";
import { openJournal } from "./journal.ts";
import { otherName, type Plan, planChanges } from "./plan.ts";
import { simulate } from "./simulation.ts";
import { checkTrust } from "./steps/check-trust.ts";
import { connect } from "./steps/connect.ts";
import { type Found, findRole } from "./steps/find-role.ts";
import { isEmulator, type Subject, subjectOf } from "./subject.ts";

export type Checked = {
  /** Absent where the role was not reached: `problems` says why. */
  found?: FoundRole;
  /** Everything that would make a registration fail, in the order of its steps. */
  problems: Failure[];
  warnings: CheckWarning[];
};

export type FoundRole = {
  roleId: string;
  permissionsBoundaryArn?: string;
  /** Required policies in their order; those not attached would be. */
  policies: { name: string; arn: string; isAttached: boolean }[];
  /** The profile that would be used; absent where that cannot be told, or every name is taken. */
  profile?: ForeseenProfile;
};

export type CheckRequest = { workspaceId: string; roleArn: RoleArn; connection: Connection };

// Somebody waits for the answer; a registration itself is more patient.
const PATIENCE_MS = 4_000;
const DEADLINE_MS = 20_000;

/** @throws what is no answer of AWS's */
export async function checkRegistration(request: CheckRequest): Promise<Checked> {
  const session = readingSession(request.workspaceId, request.connection);
  const checked = await look(request, session).catch((error: unknown) => {
    if (!isCredentials(error)) throw error;
    // A kept session ends when its role is made anew, or somebody revokes it: that says nothing of the role now.
    session.forget();
    return look(request, session);
  });
  if (has(checked.problems, "external_id_not_required")) session.forget();
  return checked;
}

async function look(request: CheckRequest, { get: kept }: ReadingSession): Promise<Checked> {
  const subject = subjectToCheck(request);
  try {
    const link = connect(subject, READING, { kept });
    const { value: session, problems } = await told(link.session, "connect");
    if (!session) return { problems, warnings: perhapsTooNew(problems) };
    const [proven, read] = await Promise.all([
      told(link.proven, "connect"),
      told(findRole(subject, session), "find_role"),
    ]);
    const linked = { problems: proven.problems, warnings: proven.value ?? [] };
    // What is found in another account is not what was asked for, and through an open door nothing is told.
    if (isUnusable(linked)) return linked;
    if (read.value) return await foresee(subject, { session, found: read.value, linked });
    return gathered([linked, { problems: read.problems, warnings: perhapsTooNew(read.problems) }]);
  } finally {
    await subject.journal.close();
  }
}

/** Nothing is waited for that may be there a minute later. */
function subjectToCheck({ roleArn, connection }: CheckRequest): Subject {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  return subjectOf({
    roleArn,
    connection,
    signal,
    sessionName: `rolecall-check-${crypto.randomUUID()}`,
    budgets: { freshMs: 0, propagationMs: 0 },
    journal: openJournal({
      write: async () => true,
      patience: { budgetMs: PATIENCE_MS, signal, emulator: isEmulator() },
      onSuperseded: () => {},
      onWriteFailed: () => {},
    }),
  });
}

type Known = { session: AwsSession; found: Found; linked: Foreseen };

/** Everything a registration would come upon once it has found the role, looked at side by side. */
async function foresee(subject: Subject, { session, found, linked }: Known): Promise<Checked> {
  const trust = checkTrust(subject, found);
  const plan = planChanges(subject, found);
  const looks = await subject.journal.step("verify", (notes) => {
    const aws = { ...session, caller: notes.caller };
    return Promise.all([
      told(foreseeAttaching(subject, aws, { found, missing: plan.missing }), "attach_policies"),
      told(foreseeProfile(subject, aws, plan.profile), "ensure_profile"),
      told(simulate(subject, aws, notes, found), "verify"),
    ]);
  });
  const seen = looks.map(({ value, problems }) => value ?? { problems, warnings: [] });
  const profile = looks[1].value?.profile;
  const named = { problems: plan.problems, warnings: profile ? otherName(subject.roleArn, profile) : [] };
  return {
    found: { ...foundRole(subject, found, plan), ...(profile && { profile }) },
    ...gathered([linked, trust, named, ...seen]),
  };
}

function foundRole({ required }: Subject, { role }: Found, { missing }: Plan): FoundRole {
  const { roleId, permissionsBoundaryArn } = role;
  const isMissing = (arn: string) => missing.some((policy) => policy.arn === arn);
  return {
    roleId,
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    policies: required.map(({ name, arn }) => ({ name, arn, isAttached: !isMissing(arn) })),
  };
}

const has = (problems: Failure[], reason: Failure["reason"]) => problems.some((one) => one.reason === reason);

const isUnusable = ({ problems }: Foreseen) =>
  has(problems, "connection_wrong_account") || has(problems, "external_id_not_required");

function perhapsTooNew(problems: Failure[]): CheckWarning[] {
  const tooNew = (what: "role" | "trust") => [{ code: "may_be_too_new", facts: { what } } as const];
  if (has(problems, "assume_denied") || has(problems, "external_id_mismatch")) return tooNew("trust");
  return has(problems, "role_not_found") ? tooNew("role") : [];
}
