/** What a run is waiting for: stored as a kind and its object, shown as words. Browser-safe. */
import { nameInArn } from "#lib/role-arn/role-arn.ts";

export type WaitingFor = {
  /**
   * `propagation`: AWS was told and does not show it yet · `release`: it still shows what was taken back · `fresh_role`,
   * `fresh_trust`: it may be too new · `throttled`, `unavailable`: AWS asks for fewer calls, or gives no answer ·
   * `busy`: AWS is at work on another change of the same thing · `turn`: another registration of the same AWS role is.
   */
  kind:
    | "propagation"
    | "release"
    | "fresh_role"
    | "fresh_trust"
    | "throttled"
    | "unavailable"
    | "busy"
    | "turn";
  /** Of `propagation` and `release` the policy's or instance profile's ARN; of a transient cause the action, `iam:GetRole`. */
  what?: string;
};

/** Where waiting is shown. */
export type ShowsWaiting = {
  /** Something is being waited for, until the function returned is called. */
  wait(waitingFor: WaitingFor): () => void;
};

/** What follows "Waiting for", without a full stop: `AWS to show the new instance profile etl`. */
export function describeWaiting({ kind, what }: WaitingFor): string {
  switch (kind) {
    case "propagation":
      return what ? `AWS to show ${written(what)}` : "AWS to show what was written";
    case "release":
      return what ? `AWS to let go of ${named(what)}` : "AWS to let go of what was taken back";
    case "fresh_role":
      return "AWS to show the role, in case it was made just now";
    case "fresh_trust":
      return "AWS to let Rolecall in, in case the trust policy was changed just now";
    case "throttled":
      return `AWS to take more calls: it is throttling ${what ?? "this account"}`;
    case "unavailable":
      return `AWS to answer${what ? ` ${what}` : ""}`;
    case "busy":
      return "AWS to finish another change of the same role";
    case "turn":
      return "another registration of the same role to finish";
    default:
      return kind satisfies never;
  }
}

function written(arn: string): string {
  if (arn.includes(":instance-profile/")) return `the new instance profile ${nameInArn(arn)}`;
  return arn.includes(":policy/") ? `the policy ${nameInArn(arn)} on the role` : arn;
}

function named(arn: string): string {
  if (arn.includes(":instance-profile/")) return `the instance profile ${nameInArn(arn)}`;
  return arn.includes(":policy/") ? `the policy ${nameInArn(arn)}` : arn;
}
