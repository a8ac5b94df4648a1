/** Fixes of a role's trust policy: the document before and after, the command, the Terraform. Browser-safe. */

import { trustPolicyPage } from "#lib/aws/console-pages.ts";
import { diffPolicies } from "#lib/iam-policy/diff.ts";
import { type Json, type PolicyJson, parsePolicy } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { EC2_TRUST_POLICY, proposeEc2Trust } from "#lib/iam-policy/trust-proposal.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { cliFix, consoleFix, type Fix, terraformFix } from "./fix.ts";
import { roleBlock, updateTrust } from "./trust-document.ts";
import { trustNotes } from "./trust-notes.ts";
import { tooLongFixes } from "./trust-too-long.ts";

/** Lets EC2 assume the role and keeps the rest of `trustPolicy` (JSON text as in AWS). */
export function ec2TrustFixes(roleArn: RoleArn, account: Connection, trustPolicy: string): Fix[] {
  const parsed = parsePolicy(trustPolicy);
  if (!parsed.ok) return trustFixes(roleArn, account, { after: EC2_TRUST_POLICY, notes: [IN_ITS_PLACE] });
  const proposal = proposeEc2Trust(parsed.document, roleArn.partition);
  if (proposal.size > proposal.quota) return tooLongFixes(roleArn, account, proposal);
  return trustFixes(roleArn, account, { ...proposal, notes: trustNotes(proposal.changes) });
}

const IN_ITS_PLACE =
  "This takes the place of the whole trust policy, which Rolecall cannot read. Whoever it lets in now is shut out unless you add them.";

type Change = { before?: Json; after: PolicyJson; notes?: string[] };

/** The three ways of writing a trust policy; `before` where it is known. */
export function trustFixes(
  roleArn: RoleArn,
  account: Connection,
  { before, after, notes = [] }: Change,
): Fix[] {
  const change = before ? { before: prettyPolicy(before), diff: diffPolicies(before, after) } : {};
  const known = notes.length > 0 ? { notes } : {};
  const { partition, name } = roleArn;
  const fixes: Fix[] = [
    {
      ...consoleFix({
        url: trustPolicyPage(partition, name),
        steps: [
          `Sign in to AWS account ${account.accountId} and open the trust policy of the role ${name} (IAM, Roles, ${name}, Trust relationships).`,
          "Choose Edit trust policy, select all of the text and paste the policy below in its place.",
          "Choose Update policy, come back here and press Retry.",
        ],
        body: prettyPolicy(after),
        ...change,
      }),
      kind: "trust_policy",
    },
    cliFix("AWS CLI", account, [updateTrust(roleArn, after)], {
      done: `the trust policy of ${name} is changed.`,
    }),
    terraformFix("Terraform", [
      `# The role is there: set this assume_role_policy where it is defined.\n${roleBlock(roleArn, after)}`,
    ]),
  ];
  return fixes.map((fix) => ({ ...fix, ...known }));
}
