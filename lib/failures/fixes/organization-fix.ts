/** What to send to the administrators of an AWS organization. Browser-safe. */

import { joined } from "#lib/joined.ts";
import type { Connection } from "../reasons/reason.ts";
import { inWords } from "../reasons/words.ts";
import { type Fix, textFix } from "./fix.ts";

export type OrganizationRequest = {
  account: Connection;
  layer: "scp" | "rcp";
  /** The ARN of the refused role. */
  principalArn: string;
  actions: string[];
  /** The policy, where AWS named it. */
  policyArn?: string;
};

/** Returns a message that can be forwarded unchanged, with the policy's ARN or how to find it. */
export function organizationFix({
  account,
  layer,
  principalArn,
  actions,
  policyArn,
}: OrganizationRequest): Fix {
  const kind = layer === "scp" ? "service control policy" : "resource control policy";
  const filter = layer === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";
  const which = policyArn
    ? [`AWS named this policy: ${policyArn}`]
    : [
        "AWS did not name the policy. In the management account, this lists the candidates of the account itself;",
        "those of the organizational units above it count as well:",
        `  aws organizations list-policies-for-target --target-id ${account.accountId} --filter ${filter}`,
      ];
  const lines = [
    `A ${kind} keeps ${principalArn}`,
    `from ${joined(actions)} in AWS ${inWords(account)}.`,
    "",
    ...which,
    "",
    "What would help: except this role from the statement that denies, for example with",
    `  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "${principalArn}" } }`,
    ...(layer === "scp"
      ? ["or, where the organization allows only what it lists, add these actions to the list."]
      : []),
  ];
  return textFix("For your organization's administrators", lines.join("\n"));
}
