/** How a run ends early: with a reason, or because it is no longer wanted. */
import type { Failure } from "./failure.ts";

/** A refusal that has a reason: it settles the run. */
export class RegistrationFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.reason, { cause });
    this.name = "RegistrationFailed";
    this.failure = failure;
  }
}

/** Another run, a removal or a later attempt has taken this run's place. */
export class Superseded extends Error {
  constructor() {
    super("superseded");
    this.name = "Superseded";
  }
}

/** This process is asked to stop: the run goes back to the queue as it is. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}

/** @throws RegistrationFailed for the first of the problems */
export function refuse(problems: readonly Failure[]): void {
  const [first] = problems;
  if (first) throw new RegistrationFailed(first);
}
