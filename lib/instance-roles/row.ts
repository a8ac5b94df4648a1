/** Rows as the queries bring them, before they become views. Types only. */
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
  requiredPolicies: RequiredPolicyView[];
  registrationId: string | null;
  createdAt: Date;
  createdBy: string;
  lastVerifiedAt: Date | null;
  /** When the check in hand was asked for. */
  checkRequestedAt: Date | null;
  /** Why the last check could not see the role. */
  checkFailure: Failure | null;
  version: bigint;
  /** Which row of its import it was; null where it came alone. */
  importRow: number | null;
  /** The account's id here, and its twelve digits. */
  accountRef: string;
  accountId: string;
  partition: Partition;
  accountName: string | null;
  accountAlias: string | null;
  accountStatus: "PENDING" | "CONNECTED" | "FAILED";
  connectionRoleArn: string;
  externalId: string;
  retiredExternalId: string | null;
  /** As stored: account-setup.ts reads it. */
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

/** As a run writes it down. */
export type StoredAwsCall = {
  service: string;
  action: string;
  ms: number;
  attempts: number;
  requestId?: string;
  code?: string;
};
