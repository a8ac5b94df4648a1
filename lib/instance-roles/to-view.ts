/**
 * Builds the responses about instance roles and their runs; every field is listed explicitly. Texts are rendered here
 * and never stored.
 */
import { choicesOf } from "#lib/aws-accounts/account-setup.ts";
import { describeFailure, summariseFailure } from "#lib/failures/failure-reasons.ts";
import type { FailureSubject } from "#lib/failures/reasons/reason.ts";
import { STEPS } from "#lib/failures/step.ts";
import { describeWarning } from "#lib/failures/warnings.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { describeWaiting, type WaitingFor } from "#lib/waiting/waiting.ts";
import { LOST_AFTER_MINUTES } from "./checking/job.ts";
import type { InstanceRoleRow, RunRow, StepRow } from "./row.ts";
import type { InstanceRoleView, RegistrationView, StepView, WaitingView } from "./view.ts";

/** The view of a role. `platformPrincipalArn` is for the trust policies in its fixes. */
export function toView(row: InstanceRoleRow, platformPrincipalArn: string | null): InstanceRoleView {
  const roleArn = roleArnFrom(row.roleArn);
  const inProgress = row.status === "REGISTERING" || row.status === "DELETING";
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    roleArn: row.roleArn,
    awsAccountId: row.accountId,
    ...optional("awsAccountName", row.accountName ?? row.accountAlias),
    partition: row.partition,
    roleName: roleArn.name,
    rolePath: roleArn.path,
    ...optional("roleId", row.roleId),
    status: row.status,
    ...(inProgress && optional("step", row.step)),
    ...(inProgress && optional("waiting", waitingView(row))),
    ...(row.failure && { failure: describeFailure(row.failure, subjectOf(row, platformPrincipalArn)) }),
    warnings: row.warnings.map(describeWarning),
    ...optional("instanceProfileArn", row.instanceProfileArn),
    ...optional("chosenInstanceProfileArn", row.chosenProfileArn),
    instanceProfileChoices: profileChoices(row),
    requiredPolicies: row.requiredPolicies.map(({ name, arn, attachedBy }) => ({ name, arn, attachedBy })),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    ...optional("lastVerifiedAt", row.lastVerifiedAt?.toISOString()),
    ...optional("notChecked", notCheckedView(row)),
    ...optional("checking", checkingView(row)),
    version: Number(row.version),
  };
}

export function runView(
  run: RunRow,
  role: InstanceRoleRow,
  platformPrincipalArn: string | null,
): RegistrationView {
  return {
    id: run.id,
    kind: run.kind,
    status: run.status,
    attempt: run.attempt,
    requestedBy: run.requestedBy,
    createdAt: run.createdAt.toISOString(),
    ...optional("startedAt", run.startedAt?.toISOString()),
    ...(run.startedAt && run.finishedAt && { durationMs: Number(run.finishedAt) - Number(run.startedAt) }),
    ...(run.failure && { failure: describeFailure(run.failure, subjectOf(role, platformPrincipalArn)) }),
    steps: allSteps(run),
  };
}

/** Returns all steps of a run, pending ones included; a run that ended early has steps that never began. */
function allSteps(run: RunRow): StepView[] {
  if (run.kind === "REMOVE") return run.steps.map(stepView);
  const status = run.finishedAt ? "SKIPPED" : "PENDING";
  return STEPS.map((name) => {
    const step = run.steps.find((written) => written.name === name);
    return step ? stepView(step) : { name, status, awsCalls: [] };
  });
}

export function stepView(step: StepRow): StepView {
  return {
    name: step.name,
    status: step.status,
    ...optional("startedAt", step.startedAt?.toISOString()),
    ...optional("durationMs", step.durationMs),
    ...optional("waiting", waitingView(step)),
    awsCalls: step.awsCalls.map(({ service, action, ms, attempts, requestId, code }) => ({
      service,
      action,
      durationMs: ms,
      attempts,
      ...optional("requestId", requestId),
      ...optional("code", code),
    })),
  };
}

/** Why the role is not checked. Derived from the account's state and not stored: a failing account fails no role. */
function notCheckedView(row: InstanceRoleRow): InstanceRoleView["notChecked"] {
  const { status, accountStatus, checkFailure, accountRef: awsAccount } = row;
  if (status !== "ACTIVE" || (accountStatus !== "FAILED" && !checkFailure)) return undefined;
  const since = (row.lastVerifiedAt ?? row.createdAt).toISOString();
  if (accountStatus === "FAILED" || !checkFailure) return { since, awsAccount };
  return { since, awsAccount, why: summariseFailure(checkFailure).title };
}

/** The instance profiles that the last registration found. */
function profileChoices({ warnings, failure }: InstanceRoleRow): string[] {
  if (failure?.reason === "profile_missing") return failure.facts.profileArns;
  return warnings.flatMap((one) => (one.code === "several_profiles" ? one.facts.profileArns : []));
}

/** The check under way; one whose job was lost is left out. */
function checkingView({ checkRequestedAt }: InstanceRoleRow): InstanceRoleView["checking"] {
  if (!checkRequestedAt) return undefined;
  const sinceMs = Math.max(0, Date.now() - Number(checkRequestedAt));
  return sinceMs < LOST_AFTER_MINUTES * 60_000 ? { sinceMs } : undefined;
}

function waitingView(row: { waitingFor: WaitingFor | null; waitingSince: Date | null }): WaitingView | null {
  if (!row.waitingFor || !row.waitingSince) return null;
  const sinceMs = Math.max(0, Date.now() - Number(row.waitingSince));
  return { for: describeWaiting(row.waitingFor), sinceMs };
}

/** The columns of a role, or of an account with a role's ARN, that failure texts are made from. */
type SubjectRow = Pick<
  InstanceRoleRow,
  | "roleArn"
  | "accountId"
  | "partition"
  | "connectionRoleArn"
  | "externalId"
  | "retiredExternalId"
  | "accountAlias"
  | "accountSetup"
>;

export function subjectOf(row: SubjectRow, platformPrincipalArn: string | null): FailureSubject {
  const { accountId, partition, connectionRoleArn, externalId, retiredExternalId, accountAlias } = row;
  return {
    roleArn: roleArnFrom(row.roleArn),
    requiredPolicies: requiredPoliciesFor({ accountId, partition }, requiredPolicySet()),
    connection: {
      accountId,
      partition,
      connectionRoleArn,
      externalId,
      earlierExternalIds: retiredExternalId ? [retiredExternalId] : [],
      platformPrincipalArn,
      ...optional("accountAlias", accountAlias),
      ...choicesOf(row.accountSetup),
    },
  };
}

/** An object with the member, or without it where the value is absent. */
function optional<Name extends string, T>(name: Name, value: T | null | undefined): { [K in Name]?: T } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [K in Name]?: T };
}
