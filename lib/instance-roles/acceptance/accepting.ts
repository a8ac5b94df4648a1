/** Applies an admin's acceptance to findings. */
import { type AcceptableFailure, type Acceptance, isAcceptable } from "#lib/failures/acceptance.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { fingerprintOf } from "./fingerprint.ts";

type Judged = { problems: Failure[]; warnings: Warning[] };

/** Turns an accepted problem into a warning that says who accepted it and why; a problem that has changed stays one. */
export function accepting(judged: Judged, acceptance: Acceptance | null): Judged {
  if (!acceptance) return judged;
  const stands = (problem: Failure) => isAccepted(problem, acceptance);
  const accepted = judged.problems.filter(stands);
  if (accepted.length === 0) return judged;
  const { reason, because, by, since } = acceptance;
  return {
    problems: judged.problems.filter((problem) => !stands(problem)),
    warnings: [{ code: "accepted", facts: { reason, because, by, since } }, ...judged.warnings],
  };
}

function isAccepted(problem: Failure, { reason, fingerprint }: Acceptance): boolean {
  if (problem.reason !== reason || !isAcceptable(problem.reason)) return false;
  return fingerprintOf(problem as AcceptableFailure) === fingerprint;
}
