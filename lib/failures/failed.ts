/** The errors that end a run early: a reason, or because it is no longer wanted. */
import type { Failure } from "./failure.ts";

/** A refusal with a reason, which settles the run. */
export class RegistrationFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.reason, { cause });
    this.name = "RegistrationFailed";
    this.failure = failure;
  }
}

/** Another run, a removal or a later attempt has replaced this one. */
export class Superseded extends Error {
  constructor() {
    super("superseded");
    this.name = "Superseded";
  }
}

/** This process is asked to stop: the run goes back to the queue. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}

/**
 * Throws for the first of the problems, if any.
 * @throws RegistrationFailed
 */
export function refuse(problems: readonly Failure[]): void {
  const [first] = problems;
  if (first) throw new RegistrationFailed(first);
}
