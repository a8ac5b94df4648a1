/**
 * Check first: the steps of a registration without a write, in AWS or here. What stands in the way is told all at
 * once, not the first of it.
 */
import type { AwsSession } from "#lib/aws/session.ts";
import type { Failure, Warning } from "../failure.ts";
import type { RoleArn } from "../role-arn.ts";
import { checkPermissions, checkPolicies, checkProfile } from "./check-writes.ts";
import { RegistrationFailed } from "./failed.ts";
import { openJournal } from "./journal.ts";
import { type Plan, planChanges } from "./plan.ts";
import { sessionPolicy } from "./session-policy.ts";
import { simulate } from "./simulation.ts";
import { checkTrust } from "./steps/check-trust.ts";
import { connect } from "./steps/connect.ts";
import { type Found, findRole } from "./steps/find-role.ts";
import type { Connection } from "./store.ts";
import { isEmulator, type Subject, subjectOf } from "./subject.ts";

export type Checked = {
  /** Absent where the role was not reached: `problems` says why. */
  found?: {
    roleId: string;
    /** Required policies in their order; those not attached would be. */
    policies: { name: string; arn: string; isAttached: boolean }[];
    /** The profile that would be used; one that is not there would be made. */
    instanceProfile: { name: string; arn: string; isThere: boolean };
  };
  /** Everything that would make a registration fail, in the order of its steps. */
  problems: Failure[];
  warnings: Warning[];
};

export type CheckRequest = {
  roleArn: RoleArn;
  connection: Connection;
  /** What the customer finds in CloudTrail, after `rolecall-check-`. */
  id: string;
  signal?: AbortSignal;
};

// Somebody waits for the answer; a registration itself is more patient.
const PATIENCE_MS = 8_000;

/** @throws AwsError and others that have no reason, as a registration does */
export async function checkRegistration(request: CheckRequest): Promise<Checked> {
  const subject = subjectToCheck(request);
  const problems: Failure[] = [];
  try {
    const link = connect(subject, sessionPolicy({ ...subject, writes: false }));
    const session = await link.session;
    const [linked, read] = await Promise.allSettled([link.proven, findRole(subject, session)]);
    const warnings = linked.status === "fulfilled" ? linked.value : [];
    for (const step of [linked, read]) if (step.status === "rejected") problems.push(reasonOf(step.reason));
    if (problems.length > 0 || read.status === "rejected") return { problems, warnings };
    return await checkFound(subject, { session, found: read.value, warnings });
  } catch (error) {
    return { problems: [reasonOf(error)], warnings: [] };
  } finally {
    await subject.journal.close();
  }
}

function subjectToCheck({ roleArn, connection, id, signal }: CheckRequest): Subject {
  const never = signal ?? new AbortController().signal;
  return subjectOf({
    roleArn,
    connection,
    signal: never,
    sessionName: `rolecall-check-${id}`,
    budgets: { freshMs: 0, propagationMs: 0 },
    journal: openJournal({
      write: async () => true,
      patience: { budgetMs: PATIENCE_MS, signal: never, emulator: isEmulator() },
      onSuperseded: () => {},
      onWriteFailed: () => {},
    }),
  });
}

async function checkFound(
  subject: Subject,
  { session, found, warnings }: { session: AwsSession; found: Found; warnings: Warning[] },
): Promise<Checked> {
  const trust = checkTrust(subject, found);
  const plan = planChanges(subject, found);
  const judged = await subject.journal.step("verify", (notes) => {
    const aws = { ...session, caller: notes.caller };
    return Promise.all([
      checkPolicies(aws, plan),
      checkPermissions(subject, aws, plan),
      checkProfile(subject, aws, plan),
      simulate(subject, aws, notes, found),
    ]);
  });
  const all = [trust, { problems: plan.problems, warnings: [] }, ...judged];
  return {
    found: whatIsThere(subject, found, plan),
    problems: inOrderOfSteps(all.flatMap(({ problems }) => problems)),
    warnings: unique([...warnings, ...all.flatMap((one) => one.warnings)]),
  };
}

function whatIsThere({ required }: Subject, { role }: Found, { missing, profile }: Plan): Checked["found"] {
  return {
    roleId: role.roleId,
    policies: required.map(({ name, arn }) => ({
      name,
      arn,
      isAttached: !missing.some((policy) => policy.arn === arn),
    })),
    instanceProfile: profile,
  };
}

const ORDER = ["connect", "find_role", "check_trust", "attach_policies", "ensure_profile", "verify"];

const inOrderOfSteps = (problems: Failure[]) =>
  problems.toSorted((a, b) => ORDER.indexOf(a.step) - ORDER.indexOf(b.step));

const unique = (warnings: Warning[]) => [
  ...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values(),
];

function reasonOf(error: unknown): Failure {
  if (error instanceof RegistrationFailed) return error.failure;
  throw error;
}
