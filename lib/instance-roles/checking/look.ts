/**
 * Checks in AWS, without writing, whether a registered role is still what its registration set up.
 * Used by checks of single roles and by sweeps over many.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsSession } from "#lib/aws/session.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { accepting } from "../acceptance/accepting.ts";
import { orProblems } from "../registration/checks/foreseen.ts";
import { whileReading } from "../registration/checks/reading.ts";
import { simulate } from "../registration/simulation.ts";
import { checkTrust, type Judged } from "../registration/steps/check-trust.ts";
import type { Link } from "../registration/steps/connect.ts";
import { findRole } from "../registration/steps/find-role.ts";
import type { Subject } from "../registration/subject.ts";
import { asDrift, inStepOrder } from "./drift.ts";
import type { KnownRole } from "./known.ts";
import { lookAtPolicies } from "./look-at-policies.ts";
import { lookAtProfile } from "./look-at-profile.ts";

export type Looked =
  /** `findings` are the problems in the order of the steps; empty when the role is unchanged. */
  | { reached: true; findings: Failure[]; warnings: Warning[] }
  /** The connection was refused or AWS did not answer: nothing is known about the role. */
  | { reached: false; why: Failure };

const DEADLINE_MS = 40_000;
/** The time between two reads. A finding needs two, because AWS's reads may be behind. */
const SECOND_LOOK_AFTER_MS = 2_000;

/**
 * Returns the findings that a second read confirms.
 * @throws errors that are not AWS's
 */
export async function lookAgain(known: KnownRole, signal: AbortSignal): Promise<Looked> {
  const first = await lookOnce(known, signal);
  if (!first.reached || first.findings.length === 0) return first;
  await sleep(SECOND_LOOK_AFTER_MS, undefined, { signal });
  const second = await lookOnce(known, signal);
  if (!second.reached) return second;
  const before = new Set(first.findings.map(({ reason }) => reason));
  return { ...second, findings: second.findings.filter(({ reason }) => before.has(reason)) };
}

function lookOnce(known: KnownRole, signal: AbortSignal): Promise<Looked> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  return whileReading(known, (subject, link) => look(known, subject, link), until);
}

async function look(known: KnownRole, subject: Subject, link: Link): Promise<Looked> {
  const [session, proven] = await Promise.all([
    orProblems(link.session, "connect"),
    orProblems(link.proven, "connect"),
  ]);
  const [why] = [...session.problems, ...proven.problems];
  if (!session.value || why) return { reached: false, why: why as Failure };
  const seen = await orProblems(lookInside(known, subject, session.value), "find_role");
  if (seen.value) {
    const { findings, warnings } = seen.value;
    return { reached: true, findings, warnings: [...(proven.value ?? []), ...warnings] };
  }
  const [problem] = seen.problems.map((failure) => asDrift(failure));
  if (problem && SAYS_NOTHING.has(problem.reason)) return { reached: false, why: problem };
  return { reached: true, findings: problem ? [problem] : [], warnings: [] };
}

/** Reasons about the connection or AWS, which say nothing about the role. */
const SAYS_NOTHING = new Set<Failure["reason"]>([
  "aws_throttled",
  "aws_unavailable",
  "platform_credentials",
  "role_read_denied",
  "connection_missing_permission",
  "unexpected",
]);

type Seen = { findings: Failure[]; warnings: Warning[] };

/**
 * Returns the problems seen in one read.
 * @throws RegistrationFailed where a read ends with a reason
 */
async function lookInside(known: KnownRole, subject: Subject, session: AwsSession): Promise<Seen> {
  const found = await findRole(subject, session);
  const { roleId: currentRoleId } = found.role;
  const { roleId: storedRoleId } = known;
  if (storedRoleId && storedRoleId !== currentRoleId) {
    // Everything set up went with the old role, so nothing else is reported.
    throw new RegistrationFailed({
      reason: "role_recreated",
      facts: { storedRoleId, currentRoleId },
      step: "find_role",
    });
  }
  const accepted = (judged: Judged) => accepting(judged, known.acceptance);
  const trust = accepted(checkTrust(subject, found));
  const [policies, profile, simulated] = await subject.journal.step("verify", (notes) => {
    const aws = { ...session, caller: notes.caller };
    return Promise.all([
      lookAtPolicies(known, subject, aws, found),
      lookAtProfile(known, aws, found),
      simulate(subject, aws, notes, found).then(accepted),
    ]);
  });
  const findings = [...trust.problems, ...policies, ...profile, ...simulated.problems].map(asDrift);
  return { findings: inStepOrder(findings), warnings: [...trust.warnings, ...simulated.warnings] };
}
