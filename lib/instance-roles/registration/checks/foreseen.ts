/** Collects the results of the checks: what would make a registration fail, and what could not be found out. */
import { AwsError, isCredentials } from "#lib/aws/errors.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { STEPS, type Step } from "#lib/failures/step.ts";
import { log } from "#lib/log.ts";
import type { CheckWarning } from "../../check-warnings.ts";
import { unexpected } from "../unexpected.ts";

export type Foreseen = { problems: Failure[]; warnings: CheckWarning[] };

export type Outcome<T> = { value?: T; problems: Failure[] };

/**
 * Turns a RegistrationFailed of one check into a problem, so that the other checks are still reported.
 * @throws errors that are not AWS's, and AwsError where AWS no longer accepts the session's credentials
 */
export async function orProblems<T>(looking: Promise<T>, step: Step): Promise<Outcome<T>> {
  try {
    return { value: await looking, problems: [] };
  } catch (error) {
    if (error instanceof RegistrationFailed) return { problems: [error.failure] };
    if (!(error instanceof AwsError) || isCredentials(error)) throw error;
    log.error({ err: error, step }, "a check came upon something unexpected");
    return { problems: [unexpected(error, step)] };
  }
}

/** Merges results: problems in the order of their steps, and each warning once. */
export function merged(all: Foreseen[]): Foreseen {
  const problems = all.flatMap((one) => one.problems);
  return {
    problems: firstOfEachReason(problems.toSorted((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step))),
    warnings: eachOnce(all.flatMap((one) => one.warnings)),
  };
}

/**
 * Keeps one problem for each reason and kind of policy that causes it: its fix covers all the calls that AWS would
 * refuse one after the other.
 */
function firstOfEachReason(problems: Failure[]): Failure[] {
  const kinds = new Map<string, Failure>();
  for (const problem of problems) {
    const kind = `${problem.reason} ${problem.aws?.policyLayer} ${problem.aws?.explicit}`;
    if (!kinds.has(kind)) kinds.set(kind, problem);
  }
  return [...kinds.values()];
}

const ABOUT_PERMISSIONS = ["permission_not_checked", "scp_may_block_connection"] as const;

/** Merges warnings of one code that differ only in their actions into one warning. */
function eachOnce(warnings: CheckWarning[]): CheckWarning[] {
  const others = warnings.filter((one) => !ABOUT_PERMISSIONS.some((code) => code === one.code));
  const once = new Map(others.map((warning) => [JSON.stringify(warning), warning]));
  const permissions = ABOUT_PERMISSIONS.flatMap((code): CheckWarning[] => {
    const actions = warnings.flatMap((one) => (one.code === code ? one.facts.actions : []));
    return actions.length > 0 ? [{ code, facts: { actions: [...new Set(actions)] } }] : [];
  });
  return [...once.values(), ...permissions];
}
