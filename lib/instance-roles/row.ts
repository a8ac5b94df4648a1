/** Rows as queries return them, before they become views. Types only. */
import type { Partition } from "#lib/aws/partition.ts";
import type { Acceptance } from "#lib/failures/acceptance.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import type { Step } from "#lib/failures/step.ts";
import type { WaitingFor } from "#lib/waiting/waiting.ts";
import type { RegistrationKind, RegistrationStatus, Status, StepStatus } from "./status.ts";
import type { RequiredPolicyView } from "./view.ts";

export type InstanceRoleRow = {
  id: string;
  name: string;
  nameKey: string;
  description: string;
  roleArn: string;
  roleId: string | null;
  status: Status;
  step: Step | null;
  waitingFor: WaitingFor | null;
  waitingSince: Date | null;
  failure: Failure | null;
  warnings: Warning[];
  acceptance: Acceptance | null;
  instanceProfileArn: string | null;
  /** Of several that hold the role, the one an admin chose. */
  chosenProfileArn: string | null;
  requiredPolicies: RequiredPolicyView[];
  registrationId: string | null;
  createdAt: Date;
  createdBy: string;
  lastVerifiedAt: Date | null;
  /** When the check under way was requested. */
  checkRequestedAt: Date | null;
  /** Why the last check could not read the role. */
  checkFailure: Failure | null;
  version: bigint;
  /** The row number in its import; null for a single registration. */
  importRow: number | null;
  /** The account's id in Rolecall, and its twelve digits in AWS. */
  accountRef: string;
  accountId: string;
  partition: Partition;
  accountName: string | null;
  accountAlias: string | null;
  accountStatus: "PENDING" | "CONNECTED" | "FAILED";
  connectionRoleArn: string;
  externalId: string;
  retiredExternalId: string | null;
  /** JSON, which account-setup.ts parses. */
  accountSetup: unknown;
};

export type RunRow = {
  id: string;
  kind: RegistrationKind;
  status: RegistrationStatus;
  attempt: number;
  failure: Failure | null;
  requestedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  steps: StepRow[];
};

export type StepRow = {
  name: Step;
  status: StepStatus;
  waitingFor: WaitingFor | null;
  waitingSince: Date | null;
  startedAt: Date | null;
  durationMs: number | null;
  awsCalls: StoredAwsCall[];
};

/** An AWS call as a run stores it. */
export type StoredAwsCall = {
  service: string;
  action: string;
  ms: number;
  attempts: number;
  requestId?: string;
  code?: string;
};
