/** States of an instance role and of its steps, and which actions each state allows. Browser-safe. */

export const STATUSES = ["REGISTERING", "ACTIVE", "FAILED", "DELETING"] as const;
export type Status = (typeof STATUSES)[number];

export const STEP_STATUSES = ["PENDING", "RUNNING", "WAITING", "DONE", "FAILED", "SKIPPED"] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export const REGISTRATION_KINDS = ["REGISTER", "REMOVE"] as const;
export type RegistrationKind = (typeof REGISTRATION_KINDS)[number];

export const REGISTRATION_STATUSES = ["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "SUPERSEDED"] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

const ALLOWED = {
  retry: ["FAILED"],
  accept: ["FAILED"],
  takeBackAcceptance: ["ACTIVE", "FAILED"],
  remove: ["ACTIVE", "FAILED", "REGISTERING"],
  verify: ["ACTIVE", "FAILED"],
  edit: ["REGISTERING", "ACTIVE", "FAILED"],
} as const satisfies Record<string, readonly Status[]>;

export type InstanceRoleAction = keyof typeof ALLOWED;

/** The one table of what may be done in which state; the page disables by it and the verbs refuse by it. */
export function allows(status: Status, action: InstanceRoleAction): boolean {
  return (ALLOWED[action] as readonly Status[]).includes(status);
}

/** The states an action may start from, for `update … where status in (…)`. */
export function statesFor(action: InstanceRoleAction): readonly Status[] {
  return ALLOWED[action];
}

/** Settled states change only when somebody or a check acts. */
export function isSettled(status: Status): boolean {
  return status === "ACTIVE" || status === "FAILED";
}
