/** One instance of a change: what is to be on it, what was, and how far it is. */

export type ProfileRef = { arn: string; id: string };

/** What was on the instance before Rolecall's first call; `association` is null where nothing was. */
export type Before = { association: { id: string; profileArn: string; profileId: string } | null };

export const CALLS = ["associate", "replace", "disassociate"] as const;
export type Call = (typeof CALLS)[number];

export type ChangeItem = {
  instanceId: string;
  /** Null: nothing. */
  wanted: ProfileRef | null;
  /** Of an undo: the association that the change left behind, null where it left none. */
  expected?: { associationId: string | null };
  /** Recorded with the first intent. */
  before?: Before;
  /** The call that was about to be made; whether it was is seen at EC2. */
  intent?: Call;
  /** The association that the call of the intent answered. */
  made?: string;
};

/** How an instance's part of a change ends well. */
export const OUTCOMES = ["attached", "replaced", "detached", "unchanged"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why it ends otherwise; words.ts says each. */
export const REASONS = [
  "instance_gone",
  "instance_state",
  "instance_in_use",
  "changed_since",
  "profile_gone",
  "profile_not_usable",
  "not_granted",
  "account_not_reachable",
  "aws_busy",
  "aws_refused",
  "not_confirmed",
  "unexpected",
] as const;
export type Reason = (typeof REASONS)[number];

export type Facts = Record<string, string>;
