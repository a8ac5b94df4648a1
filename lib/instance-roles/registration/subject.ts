/** What a run, or a check, is about: everything the steps need and nothing of the database. */
import type { SimulatedAction } from "#lib/platform-policies/required-policies.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import type { RoleArn } from "../role-arn.ts";
import type { Journal } from "./journal.ts";
import type { Turn } from "./lease.ts";
import type { Claimed, Connection } from "./store.ts";

export type Subject = {
  roleArn: RoleArn;
  connection: Connection;
  required: RequiredPolicy[];
  simulated: SimulatedAction[];
  journal: Journal;
  budgets: Budgets;
  /** What the customer finds in CloudTrail. */
  sessionName: string;
  stsRegions: readonly [string, ...string[]];
  /** Where machines of the account may be. */
  ec2Regions: readonly string[];
  /** The endpoint is an emulator: what it does not offer is done without. */
  emulator: boolean;
  signal: AbortSignal;
};

export type Budgets = {
  /** How long AWS may take to show what was written. */
  propagationMs: number;
  /** How long something may not be there because it is new. */
  freshMs: number;
};

/** A run that writes. */
export type Run = Subject & Claimed & { turn: Turn };
