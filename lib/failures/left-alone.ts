/** What a removal, or a failed run, left in AWS although the ledger has it, and why. Browser-safe. */
import { nameInArn } from "#lib/role-arn/role-arn.ts";

export type LeftBecause =
  | "made_by_others"
  | "mark_removed"
  | "has_owner"
  | "holds_other_role"
  | "holds_recreated_role"
  | "filled_by_others";

/** `target`: the ARN of the policy, or of the instance profile. */
export type LeftAlone = {
  kind: "policy" | "profile" | "role_in_profile";
  target: string;
  why: LeftBecause;
};

const WHY: Record<LeftBecause, string> = {
  made_by_others: "it is not the one Rolecall made: that one was deleted, and somebody made another",
  mark_removed: "its tag rolecall:managed was removed or changed",
  has_owner: "somebody gave it an owner tag",
  holds_other_role: "it holds another role now",
  holds_recreated_role:
    "it holds the role that was deleted and created again, which Rolecall did not put there",
  filled_by_others: "somebody else put the role into it",
};

/** Returns one sentence: what stays, and why. */
export function describeLeft({ kind, target, why }: LeftAlone): string {
  const what = {
    policy: `The policy ${nameInArn(target)}`,
    profile: `The instance profile ${nameInArn(target)}`,
    role_in_profile: `The role's place in the instance profile ${nameInArn(target)}`,
  }[kind];
  return `${what} stays: ${WHY[why]}.`;
}
