/** What a run or a check works on: everything the steps need, without the database. */
import { defaultRegions, stsRegions } from "#lib/aws/regions.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import { env } from "#lib/env.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import {
  actionsToSimulate,
  requiredPoliciesFor,
  type SimulatedAction,
} from "#lib/platform-policies/required-policies.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Journal } from "./journal.ts";
import type { Attempt } from "./ownership/attempt.ts";

export type Subject = Given & {
  required: RequiredPolicy[];
  simulated: SimulatedAction[];
  stsRegions: readonly [string, ...string[]];
  /** Regions in which the account may run machines. */
  ec2Regions: readonly string[];
  /** The endpoint is an emulator: actions it does not support are skipped. */
  emulator: boolean;
};

type Given = {
  roleArn: RoleArn;
  connection: Connection;
  journal: Journal;
  budgets: Budgets;
  /** The instance profile that an admin chose among those that hold the role. */
  chosenProfileArn?: string | null;
  /** Part of an import: account-wide facts read recently are reused. */
  isOneOfMany?: boolean;
  /** The session name in the customer's CloudTrail. */
  sessionName: string;
  signal: AbortSignal;
};

export type Budgets = {
  /** How long AWS may take to show a write. */
  propagationMs: number;
  /** How long NoSuchEntity may mean that a resource is too new to be visible. */
  freshMs: number;
};

/** A run that writes. */
export type Run = Subject & Attempt;

/** Adds what follows from the account and this installation's settings. */
export function subjectOf(given: Given): Subject {
  const { AWS_REGION, AWS_ENDPOINT_URL } = env();
  const { partition, accountId } = given.connection;
  const policies = requiredPolicySet();
  return {
    ...given,
    required: requiredPoliciesFor({ partition, accountId }, policies),
    simulated: actionsToSimulate({ partition, accountId }, policies),
    stsRegions: stsRegions(partition, AWS_REGION),
    // The one endpoint of an emulator or the sandbox answers for all Regions.
    ec2Regions: AWS_ENDPOINT_URL ? [AWS_REGION] : defaultRegions(partition),
    emulator: isEmulator(),
  };
}

export const isEmulator = () => env().ROLECALL_AWS === "emulator";
