/** The statuses of instance roles and steps, and the actions each allows. Browser-safe. */

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
  chooseProfile: ["ACTIVE", "FAILED"],
  remove: ["ACTIVE", "FAILED", "REGISTERING"],
  verify: ["ACTIVE", "FAILED"],
  edit: ["REGISTERING", "ACTIVE", "FAILED"],
} as const satisfies Record<string, readonly Status[]>;

export type InstanceRoleAction = keyof typeof ALLOWED;

/** Whether a status allows an action. The pages disable buttons by it and the verbs refuse by it. */
export function allows(status: Status, action: InstanceRoleAction): boolean {
  return (ALLOWED[action] as readonly Status[]).includes(status);
}

/** The statuses in which an action may start, for `update … where status in (…)`. */
export function statesFor(action: InstanceRoleAction): readonly Status[] {
  return ALLOWED[action];
}

/** Whether a status changes only by an action or a check. */
export function isSettled(status: Status): boolean {
  return status === "ACTIVE" || status === "FAILED";
}
