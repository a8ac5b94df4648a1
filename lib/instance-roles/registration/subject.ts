/** What a run, or a check, is about: everything the steps need and nothing of the database. */
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
  /** Where machines of the account may be. */
  ec2Regions: readonly string[];
  /** The endpoint is an emulator: what it does not offer is done without. */
  emulator: boolean;
};

type Given = {
  roleArn: RoleArn;
  connection: Connection;
  journal: Journal;
  budgets: Budgets;
  /** Of an import: what the others were told a moment ago is not asked again. */
  isOneOfMany?: boolean;
  /** What the customer finds in CloudTrail. */
  sessionName: string;
  signal: AbortSignal;
};

export type Budgets = {
  /** How long AWS may take to show what was written. */
  propagationMs: number;
  /** How long something may not be there because it is new. */
  freshMs: number;
};

/** A run that writes. */
export type Run = Subject & Attempt;

/** Adds what follows from the account and from how this installation is set up. */
export function subjectOf(given: Given): Subject {
  const { AWS_REGION, AWS_ENDPOINT_URL } = env();
  const { partition, accountId } = given.connection;
  const policies = requiredPolicySet();
  return {
    ...given,
    required: requiredPoliciesFor({ partition, accountId }, policies),
    simulated: actionsToSimulate({ partition, accountId }, policies),
    stsRegions: stsRegions(partition, AWS_REGION),
    // One endpoint of an emulator or the sandbox answers for all Regions.
    ec2Regions: AWS_ENDPOINT_URL ? [AWS_REGION] : defaultRegions(partition),
    emulator: isEmulator(),
  };
}

export const isEmulator = () => env().ROLECALL_AWS === "emulator";
