/** verify: reads back until AWS shows every write, and asks the simulator what a boundary or an SCP denies. */
import { isNoSuchEntity } from "#lib/aws/errors.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import type { Acceptance } from "#lib/failures/acceptance.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed, refuse } from "#lib/failures/failed.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitFor } from "#lib/waiting/wait-out.ts";
import { accepting } from "../../acceptance/accepting.ts";
import type { StepNotes } from "../journal.ts";
import type { PlannedProfile } from "../plan.ts";
import { simulate } from "../simulation.ts";
import type { Subject } from "../subject.ts";
import type { Judged } from "./check-trust.ts";
import type { Found } from "./find-role.ts";

const STEP = "verify";

type With = { session: AwsSession; profile: PlannedProfile; policies: PoliciesSeen };

/** What AWS shows of the policies, read while the profile may still be in creation. */
export type PoliciesSeen = { attachedArns: Promise<string[]>; simulated: Promise<Judged> };

/** Starts the reads. To be called once the policies are attached. */
export function lookAtPolicies(
  subject: Subject,
  { session, found, acceptance }: { session: AwsSession; found: Found; acceptance: Acceptance | null },
): PoliciesSeen {
  const notes = subject.journal.ahead(STEP);
  const aws = { ...session, caller: notes.caller };
  const attachedArns = readPolicies(subject, aws);
  const simulated = simulate(subject, aws, notes, found).then((judged) => accepting(judged, acceptance));
  // `verify` awaits these; a run that fails earlier reports its own failure.
  attachedArns.catch(() => {});
  simulated.catch(() => {});
  return { attachedArns, simulated };
}

/**
 * Waits until AWS shows the policies and the profile.
 * @returns warnings
 */
export function verify(subject: Subject, { session, profile, policies }: With): Promise<Warning[]> {
  return subject.journal.step(STEP, async (notes) => {
    const aws = { ...session, caller: notes.caller };
    const [, simulated] = await sideBySide(
      readBack(subject, aws, notes, { profile, seenArns: policies.attachedArns }),
      policies.simulated,
    );
    refuse(simulated.problems);
    return simulated.warnings;
  });
}

type Shown = { policyArns: string[]; profileArns: string[] };

async function readBack(
  subject: Subject,
  aws: Aws,
  notes: StepNotes,
  { profile, seenArns }: { profile: PlannedProfile; seenArns: Promise<string[]> },
): Promise<void> {
  const absent = ({ policyArns, profileArns }: Shown) => [
    ...subject.required.map(({ arn }) => arn).filter((arn) => !policyArns.includes(arn)),
    ...(profileArns.includes(profile.arn) ? [] : [profile.arn]),
  ];
  let policyArns: Promise<string[]> | undefined = seenArns;
  const look = async (): Promise<Shown> => {
    const [policies, profiles] = await sideBySide(
      policyArns ?? readPolicies(subject, aws),
      readProfiles(subject, aws),
    );
    policyArns = undefined;
    return { policyArns: policies, profileArns: profiles };
  };
  const { last, isGood, waitedMs } = await waitFor(
    () => look().catch(asReason({ step: STEP })),
    (shown) => absent(shown).length === 0,
    {
      notes,
      waitingFor: (shown) => ({ kind: "propagation", what: absent(shown)[0] as string }),
      budgetMs: subject.budgets.propagationMs,
      signal: subject.signal,
    },
    2,
  );
  if (!isGood) throw new RegistrationFailed(notShown(absent(last), profile, waitedMs));
}

function readPolicies({ roleArn }: Subject, aws: Aws): Promise<string[]> {
  return listAttachedRolePolicies(aws, roleArn.name).catch(nothingYet);
}

async function readProfiles({ roleArn }: Subject, aws: Aws): Promise<string[]> {
  const profiles = await listInstanceProfilesForRole(aws, roleArn.name).catch(nothingYet);
  return profiles.map(({ arn }) => arn);
}

/** Treats NoSuchEntity as an empty list: the role was read before, so this read is behind. */
function nothingYet(error: unknown): [] {
  if (isNoSuchEntity(error)) return [];
  throw error;
}

function notShown(what: string[], profile: PlannedProfile, waitedMs: number): Failure {
  if (what.length === 1 && what[0] === profile.arn) {
    return { reason: "profile_not_visible_yet", facts: { profileName: profile.name, waitedMs }, step: STEP };
  }
  return { reason: "propagation_timeout", facts: { what, waitedMs }, step: STEP };
}
