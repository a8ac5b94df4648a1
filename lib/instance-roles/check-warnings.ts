/** Warnings that only a check before registering gives: what it could not find out. Browser-safe. */
import type { Warning } from "#lib/failures/failure.ts";
import { describeWarning } from "#lib/failures/warnings.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";

export type CheckWarning =
  | Warning
  /** A check does not wait for recent changes to be visible; a registration does. */
  | { code: "may_be_too_new"; facts: { what: "role" | "trust" } }
  | { code: "permission_not_checked"; facts: { actions: string[] } }
  /** AWS's simulator reports that an organization's policy denies the actions to the connection role. */
  | { code: "scp_may_block_connection"; facts: { actions: string[] } }
  | { code: "policy_not_checked"; facts: { policyArn: string } }
  | { code: "profile_not_checked"; facts: { profileName: string } };

/** Returns the text of a check's warning, one or two sentences. */
export function describeCheckWarning(warning: CheckWarning): { code: string; detail: string } {
  const { code } = warning;
  switch (code) {
    case "may_be_too_new":
      return { code, detail: TOO_NEW[warning.facts.what] };
    case "permission_not_checked":
      return {
        code,
        detail: `AWS could not say beforehand whether the connection role may call ${joined(warning.facts.actions)}. Registering the role will tell.`,
      };
    case "scp_may_block_connection":
      return {
        code,
        detail: `AWS's simulator says that a service control policy of your organization denies the connection role ${joined(warning.facts.actions)}. It does not know everything a real request says. Registering the role will tell; if it is refused, ask your organization's administrators to except the connection role.`,
      };
    case "policy_not_checked":
      return {
        code,
        detail: `Rolecall may not look whether the policy ${nameInArn(warning.facts.policyArn)} is in the account. Registering the role will tell.`,
      };
    case "profile_not_checked":
      return {
        code,
        detail: `Rolecall may not look whether the instance profile name ${warning.facts.profileName} is free. Registering the role will tell.`,
      };
    default:
      return describeWarning(warning);
  }
}

const TOO_NEW = {
  role: "AWS may need a minute to show a role that was made just now. A check does not wait for it; creating the instance role does.",
  trust:
    "AWS may need a minute or two to apply a trust policy that was changed just now. A check does not wait for it; creating the instance role does.",
} as const;
