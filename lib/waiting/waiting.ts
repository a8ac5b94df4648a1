/** What a run waits for: stored as a kind and its object, shown as text. Browser-safe. */
import { nameInArn } from "#lib/role-arn/role-arn.ts";

export type WaitingFor = {
  /**
   * `propagation`: AWS does not show a write yet · `release`: AWS still shows what was removed · `fresh_role`,
   * `fresh_trust`: it may be too new · `throttled`, `unavailable`: AWS throttles or does not answer · `busy`: AWS is
   * processing another change of the same resource · `turn`: another registration holds the lease on the AWS role.
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
  /**
   * For `propagation` and `release`, the ARN of the policy or instance profile; for a transient cause, the action, such
   * as `iam:GetRole`.
   */
  what?: string;
};

/** Shows that something is being waited for. */
export type ShowsWaiting = {
  /** Shows `waitingFor` until the returned function is called. */
  wait(waitingFor: WaitingFor): () => void;
};

/** Returns the text after "Waiting for", without a full stop: `AWS to show the new instance profile etl`. */
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
