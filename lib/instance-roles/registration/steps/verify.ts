/** verify: read back until AWS shows it, and let the simulator name what a boundary or an SCP takes away. */
import { isNoSuchEntity } from "#lib/aws/errors.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import type { Failure, Warning } from "../../failure.ts";
import { RegistrationFailed, refuse } from "../failed.ts";
import type { StepNotes } from "../journal.ts";
import type { PlannedProfile } from "../plan.ts";
import { asReason } from "../refusals.ts";
import { sideBySide } from "../side-by-side.ts";
import { simulate } from "../simulation.ts";
import type { Subject } from "../subject.ts";
import { waitFor } from "../wait-out.ts";
import type { Found } from "./find-role.ts";

const STEP = "verify";

type With = { session: AwsSession; found: Found; profile: PlannedProfile };

/** @returns warnings */
export function verify(subject: Subject, { session, found, profile }: With): Promise<Warning[]> {
  return subject.journal.step(STEP, async (notes) => {
    const aws = { ...session, caller: notes.caller };
    const [, simulated] = await sideBySide(
      readBack(subject, aws, notes, profile),
      simulate(subject, aws, notes, found),
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
  profile: PlannedProfile,
): Promise<void> {
  const absent = ({ policyArns, profileArns }: Shown) => [
    ...subject.required.map(({ arn }) => arn).filter((arn) => !policyArns.includes(arn)),
    ...(profileArns.includes(profile.arn) ? [] : [profile.arn]),
  ];
  const { last, isGood, waitedMs } = await waitFor(
    () => read(subject, aws).catch(asReason({ step: STEP })),
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

async function read({ roleArn }: Subject, aws: Aws): Promise<Shown> {
  const nothingYet = (error: unknown) => {
    // The role was there: one read that does not find it is behind.
    if (isNoSuchEntity(error)) return [];
    throw error;
  };
  const [policyArns, profiles] = await sideBySide(
    listAttachedRolePolicies(aws, roleArn.name).catch(nothingYet),
    listInstanceProfilesForRole(aws, roleArn.name).catch(nothingYet),
  );
  return { policyArns, profileArns: profiles.map(({ arn }) => arn) };
}

function notShown(what: string[], profile: PlannedProfile, waitedMs: number): Failure {
  if (what.length === 1 && what[0] === profile.arn) {
    return { reason: "profile_not_visible_yet", facts: { profileName: profile.name, waitedMs }, step: STEP };
  }
  return { reason: "propagation_timeout", facts: { what, waitedMs }, step: STEP };
}
