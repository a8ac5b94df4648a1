/** Names of statuses, steps and actors on the pages. Browser-safe. */
import type { Step } from "#lib/failures/step.ts";
import type { FailureView } from "#lib/failures/view.ts";
import type { Status } from "#lib/instance-roles/status.ts";
import type { RegistrationView } from "#lib/instance-roles/view.ts";

export const STATUS_WORD = {
  REGISTERING: "In progress",
  ACTIVE: "Active",
  FAILED: "Failed",
  DELETING: "Deleting",
} as const satisfies Record<Status, string>;

const STEP_LABEL = {
  connect: "Connect",
  find_role: "Find role",
  check_trust: "Check trust",
  attach_policies: "Attach policies",
  ensure_profile: "Instance profile",
  verify: "Verify",
} as const satisfies Record<Step, string>;

/** Returns a step's name; a removal undoes in each step what a registration does in it. */
export function stepLabel(step: Step, kind: RegistrationView["kind"] = "REGISTER"): string {
  return kind === "REMOVE" && step === "attach_policies" ? "Detach policies" : STEP_LABEL[step];
}

/** Short descriptions of a running step, for the list's column. */
export const STEP_DOING = {
  connect: "Connecting",
  find_role: "Finding role",
  check_trust: "Checking trust",
  attach_policies: "Attaching",
  ensure_profile: "Making profile",
  verify: "Verifying",
} as const satisfies Record<Step, string>;

export const NO_WORKER =
  "No worker is running, so nothing moves. Tell the operator of Rolecall; it goes on by itself once one is started.";

const ACTOR = {
  you: "You, in the connected AWS account",
  role_owner: "The role's owner",
  org_admin: "Your organization's AWS administrators",
  operator: "The operator of Rolecall",
  nobody: "Nobody: it passes by itself",
} as const satisfies Record<FailureView["actor"], string>;

const HERE = "You, here in Rolecall";

/** Reasons that are, or may be, fixed in Rolecall rather than in AWS. */
const CURED_HERE: Record<string, string> = {
  role_arn_mismatch: HERE,
  connection_wrong_account: HERE,
  role_not_found: `${HERE}, if the ARN is mistyped; otherwise the role's owner`,
};

export function whoCanFix({ reason, actor }: Pick<FailureView, "reason" | "actor">): string {
  return CURED_HERE[reason] ?? ACTOR[actor];
}
