/** Which steps of a registration that failed were undone. Browser-safe. */
import type { RegistrationView, StepView } from "#lib/instance-roles/view.ts";

const WRITES = new Set(["AttachRolePolicy", "CreateInstanceProfile", "AddRoleToInstanceProfile"]);

/** It had written something in AWS, and a failed registration leaves nothing of that. */
export function isUndone({ kind, status }: RegistrationView, { status: step, awsCalls }: StepView): boolean {
  if (kind !== "REGISTER" || status !== "FAILED" || step !== "DONE") return false;
  return awsCalls.some(({ action, code }) => WRITES.has(action) && !code);
}
