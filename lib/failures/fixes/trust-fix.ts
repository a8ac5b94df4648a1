/** Changing whom a role trusts: the document as it is and as it should be, the command, the Terraform. Browser-safe. */

import { type HclValue, hclDocument, hclLabel, hclResource } from "#lib/iac/hcl.ts";
import { iam, quote, quoteDocument } from "#lib/iac/shell.ts";
import { EC2_TRUST_POLICY, withEc2Allowed } from "#lib/iam-policy/build.ts";
import { diffPolicies } from "#lib/iam-policy/diff.ts";
import { type Json, type PolicyJson, parsePolicy } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import { cliFix, type Fix, terraformFix } from "./fix.ts";

type Account = { accountId: string; accountAlias?: string };

/** Lets EC2 use the role and leaves the rest of `trustPolicy` (JSON text as AWS holds it) as it stands. */
export function ec2TrustFixes(roleArn: RoleArn, account: Account, trustPolicy: string): Fix[] {
  const parsed = parsePolicy(trustPolicy);
  const after = parsed.ok ? withEc2Allowed(parsed.document, roleArn.partition) : EC2_TRUST_POLICY;
  return trustFixes(roleArn, account, { before: parsed.ok ? parsed.document.json : undefined, after });
}

/** The three ways of writing a trust policy; `before` where it is known. */
export function trustFixes(
  roleArn: RoleArn,
  account: Account,
  { before, after }: { before?: Json; after: PolicyJson },
): Fix[] {
  const change = before ? { before: prettyPolicy(before), diff: diffPolicies(before, after) } : {};
  return [
    { kind: "trust_policy", title: "Trust policy", body: prettyPolicy(after), ...change },
    cliFix("AWS CLI", account, [updateTrust(roleArn, after)]),
    terraformFix("Terraform", [
      `# The role is there: set this assume_role_policy where it is defined.\n${roleBlock(roleArn, after)}`,
    ]),
  ];
}

export function updateTrust({ partition, name }: RoleArn, document: PolicyJson): string {
  return iam(partition, "update-assume-role-policy", {
    "role-name": quote(name),
    "policy-document": quoteDocument(document),
  });
}

/** A role with a trust policy; `path` only where it is not `/`. */
export function roleBlock({ name, path }: RoleArn, trustPolicy: PolicyJson): string {
  const at: [string, HclValue][] = path === "/" ? [] : [["path", path]];
  return hclResource("aws_iam_role", hclLabel(name), [
    ["name", name],
    ...at,
    ["assume_role_policy", hclDocument(trustPolicy)],
  ]);
}
