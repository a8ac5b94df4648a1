/** What looks ahead tell, brought together: what would make a registration fail, and what could not be found out. */
import { AwsError, isCredentials } from "#lib/aws/errors.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { STEPS, type Step } from "#lib/failures/step.ts";
import { log } from "#lib/log.ts";
import type { CheckWarning } from "../../check-warnings.ts";
import { unexpected } from "../unexpected.ts";

export type Foreseen = { problems: Failure[]; warnings: CheckWarning[] };

export type Told<T> = { value?: T; problems: Failure[] };

/**
 * A look that ends with a reason is told beside the others, and keeps none of them from being told.
 * @throws what is no answer of AWS's, and AwsError where the session's credentials are not accepted any more
 */
export async function told<T>(looking: Promise<T>, step: Step): Promise<Told<T>> {
  try {
    return { value: await looking, problems: [] };
  } catch (error) {
    if (error instanceof RegistrationFailed) return { problems: [error.failure] };
    if (!(error instanceof AwsError) || isCredentials(error)) throw error;
    log.error({ err: error, step }, "a check came upon something unexpected");
    return { problems: [unexpected(error, step)] };
  }
}

/** Problems in the order of their steps, warnings each once. */
export function gathered(all: Foreseen[]): Foreseen {
  const problems = all.flatMap((one) => one.problems);
  return {
    problems: oneOfAKind(problems.toSorted((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step))),
    warnings: eachOnce(all.flatMap((one) => one.warnings)),
  };
}

/**
 * One for each reason and each kind of policy behind it: the fixes of a reason serve all the calls it stands for,
 * as AWS would refuse one after the other.
 */
function oneOfAKind(problems: Failure[]): Failure[] {
  const kinds = new Map<string, Failure>();
  for (const problem of problems) {
    const kind = `${problem.reason} ${problem.aws?.policyLayer} ${problem.aws?.explicit}`;
    if (!kinds.has(kind)) kinds.set(kind, problem);
  }
  return [...kinds.values()];
}

const ABOUT_PERMISSIONS = ["permission_not_checked", "scp_may_block_connection"] as const;

/** The permissions of which one thing is told are told in one warning. */
function eachOnce(warnings: CheckWarning[]): CheckWarning[] {
  const others = warnings.filter((one) => !ABOUT_PERMISSIONS.some((code) => code === one.code));
  const once = new Map(others.map((warning) => [JSON.stringify(warning), warning]));
  const permissions = ABOUT_PERMISSIONS.flatMap((code): CheckWarning[] => {
    const actions = warnings.flatMap((one) => (one.code === code ? one.facts.actions : []));
    return actions.length > 0 ? [{ code, facts: { actions: [...new Set(actions)] } }] : [];
  });
  return [...once.values(), ...permissions];
}
