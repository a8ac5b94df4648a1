/** What a run is waiting for: stored as a kind and its object, shown as words. Browser-safe. */
import { nameInArn } from "./role-arn.ts";

export type WaitingFor = {
  /**
   * `propagation`: AWS was told and does not show it yet · `fresh_role`, `fresh_trust`: it may be too new ·
   * `turn`: another registration of the same AWS role is at work.
   */
  kind: "propagation" | "throttled" | "unavailable" | "fresh_role" | "fresh_trust" | "turn";
  /** A propagation's policy or instance profile ARN; of throttling and outages the action, `iam:GetRole`. */
  what?: string;
};

/** What follows "Waiting for", without a full stop: `AWS to show the new instance profile etl`. */
export function describeWaiting({ kind, what }: WaitingFor): string {
  switch (kind) {
    case "propagation":
      return what ? `AWS to show ${shown(what)}` : "AWS to show what was written";
    case "throttled":
      return `AWS, which asks for fewer calls of ${what ?? "this account"}`;
    case "unavailable":
      return `AWS, which does not answer${what ? ` ${what}` : ""}`;
    case "fresh_role":
      return "the role, in case it was made just now";
    case "fresh_trust":
      return "AWS to accept the connection, in case its trust policy was changed just now";
    case "turn":
      return "another registration of the same role to finish";
    default:
      return kind satisfies never;
  }
}

function shown(what: string): string {
  if (what.includes(":policy/")) return `the policy ${nameInArn(what)}`;
  if (what.includes(":instance-profile/")) return `the instance profile ${nameInArn(what)}`;
  return what;
}
