/** Runs the steps of a registration without a write in AWS or Postgres. Reports every problem, not only the first. */
import type { AwsSession } from "#lib/aws/session.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { CheckWarning } from "../check-warnings.ts";
import { foreseeAttaching } from "./checks/attaching.ts";
import { type Foreseen, merged, orProblems } from "./checks/foreseen.ts";
import { type ForeseenProfile, foreseeProfile } from "./checks/profile.ts";
import { type ToRead, whileReading } from "./checks/reading.ts";
import { otherName, type Plan, planChanges, severalProfiles } from "./plan.ts";
import { simulate } from "./simulation.ts";
import { checkTrust } from "./steps/check-trust.ts";
import type { Link } from "./steps/connect.ts";
import { type Found, findRole } from "./steps/find-role.ts";
import type { Subject } from "./subject.ts";

export type Checked = {
  /** Absent where AWS did not return the role; `problems` says why. */
  found?: FoundRole;
  /** Everything that would make a registration fail, in the order of its steps. */
  problems: Failure[];
  warnings: CheckWarning[];
};

export type FoundRole = {
  roleId: string;
  permissionsBoundaryArn?: string;
  /** Required policies in their order; a registration would attach those with `isAttached: false`. */
  policies: { name: string; arn: string; isAttached: boolean }[];
  /** The profile that would be used; absent where it could not be read, or both names are taken. */
  profile?: ForeseenProfile;
  /** ARNs of all instance profiles that hold the role. */
  profileArns: string[];
};

/**
 * Checks one role.
 * @throws errors that are not AWS's, such as bugs and database errors
 */
export function checkRegistration(request: ToRead): Promise<Checked> {
  return whileReading(request, look);
}

async function look(subject: Subject, link: Link): Promise<Checked> {
  const { value: session, problems } = await orProblems(link.session, "connect");
  if (!session) return { problems, warnings: perhapsTooNew(problems) };
  const [proven, read] = await Promise.all([
    orProblems(link.proven, "connect"),
    orProblems(findRole(subject, session), "find_role"),
  ]);
  const linked = { problems: proven.problems, warnings: proven.value ?? [] };
  // Nothing is reported about a role in an unexpected account, or read without the external ID being required.
  if (isUnusable(linked)) return linked;
  if (read.value) return foresee(subject, { session, found: read.value, linked });
  return merged([linked, { problems: read.problems, warnings: perhapsTooNew(read.problems) }]);
}

type Known = { session: AwsSession; found: Found; linked: Foreseen };

/** Runs in parallel every check that needs the role to have been read. */
async function foresee(subject: Subject, { session, found, linked }: Known): Promise<Checked> {
  const trust = checkTrust(subject, found);
  const plan = planChanges(subject, found);
  const looks = await subject.journal.step("verify", (notes) => {
    const aws = { ...session, caller: notes.caller };
    return Promise.all([
      orProblems(foreseeAttaching(subject, aws, { found, missing: plan.missing }), "attach_policies"),
      orProblems(foreseeProfile(subject, aws, plan), "ensure_profile"),
      orProblems(simulate(subject, aws, notes, found), "verify"),
    ]);
  });
  const seen = looks.map(({ value, problems }) => value ?? { problems, warnings: [] });
  const profile = looks[1].value?.profile;
  const named = {
    problems: plan.problems,
    warnings: profile
      ? [...otherName(subject.roleArn, profile), ...severalProfiles(subject, found, profile)]
      : [],
  };
  return {
    found: { ...foundRole(subject, found, plan), ...(profile && { profile }) },
    ...merged([linked, trust, named, ...seen]),
  };
}

function foundRole({ required }: Subject, { role, profiles }: Found, { missing }: Plan): FoundRole {
  const { roleId, permissionsBoundaryArn } = role;
  const isMissing = (arn: string) => missing.some((policy) => policy.arn === arn);
  return {
    roleId,
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    policies: required.map(({ name, arn }) => ({ name, arn, isAttached: !isMissing(arn) })),
    profileArns: profiles.map(({ arn }) => arn).toSorted(),
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
