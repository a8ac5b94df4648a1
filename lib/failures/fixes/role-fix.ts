/** Making what is missing in the account: a role, a policy, an attachment, an instance profile. Browser-safe. */

import { hclDocument, hclLabel, hclResource } from "#lib/iac/hcl.ts";
import { iam, quote, quoteDocument, unless } from "#lib/iac/shell.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { nameInArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Connection, SubjectPolicy } from "../reasons/reason.ts";
import { cliFix, type Fix, terraformFix } from "./fix.ts";
import { roleBlock } from "./trust-document.ts";

/** Creates the role with EC2 in its trust policy, unless it is there. */
export function createRoleFixes(roleArn: RoleArn, account: Connection): Fix[] {
  return [
    cliFix("AWS CLI", account, [
      unless(
        iam(roleArn.partition, "get-role", { "role-name": quote(roleArn.name) }),
        createRole(roleArn, EC2_TRUST_POLICY),
      ),
    ]),
    terraformFix("Terraform", [roleBlock(roleArn, EC2_TRUST_POLICY)]),
  ];
}

export function createRole({ partition, name, path }: RoleArn, trustPolicy: PolicyJson): string {
  return iam(partition, "create-role", {
    "role-name": quote(name),
    ...(path !== "/" && { path: quote(path) }),
    "assume-role-policy-document": quoteDocument(trustPolicy),
  });
}

/** Creates a customer-managed required policy, unless it is there. */
export function createPolicyFixes(policy: SubjectPolicy, { partition, ...account }: Connection): Fix[] {
  if (!policy.document) return [];
  return [
    cliFix("AWS CLI", account, [createPolicy({ ...policy, document: policy.document }, partition)]),
    terraformFix("Terraform", [policyBlock({ ...policy, document: policy.document })]),
  ];
}

/** Makes the policy what Rolecall needs again: a new version, in force at once. Earlier ones are kept. */
export function restorePolicyFixes({ arn, document, ...policy }: SubjectPolicy, account: Connection): Fix[] {
  if (!document) return [];
  return [
    cliFix("AWS CLI", account, [
      iam(account.partition, "create-policy-version", {
        "policy-arn": quote(arn),
        "set-as-default": "",
        "policy-document": quoteDocument(document),
      }),
    ]),
    terraformFix("Terraform", [policyBlock({ ...policy, arn, document })]),
  ];
}

type PolicyToCreate = Pick<SubjectPolicy, "name" | "arn" | "path" | "why"> & { document: PolicyJson };

export function createPolicy(policy: PolicyToCreate, partition: Connection["partition"]): string {
  const create = iam(partition, "create-policy", {
    "policy-name": quote(policy.name),
    ...(policy.path && policy.path !== "/" && { path: quote(policy.path) }),
    "policy-document": quoteDocument(policy.document),
  });
  return unless(iam(partition, "get-policy", { "policy-arn": quote(policy.arn) }), create);
}

export function policyBlock({ name, path, document }: PolicyToCreate): string {
  return hclResource("aws_iam_policy", hclLabel(name), [
    ["name", name],
    ...(path && path !== "/" ? ([["path", path]] as [string, string][]) : []),
    ["policy", hclDocument(document)],
  ]);
}

/** Attaches policies to the role; attaching twice is no error. */
export function attachFixes(roleArn: RoleArn, account: Connection, policyArns: string[]): Fix[] {
  const { partition, name } = roleArn;
  const commands = policyArns.map((arn) =>
    iam(partition, "attach-role-policy", { "role-name": quote(name), "policy-arn": quote(arn) }),
  );
  const blocks = policyArns.map((arn) =>
    hclResource("aws_iam_role_policy_attachment", hclLabel(`${name}_${nameInArn(arn)}`), [
      ["role", name],
      ["policy_arn", arn],
    ]),
  );
  return [cliFix("AWS CLI", account, commands), terraformFix("Terraform", blocks)];
}

/** An instance profile of this name that holds the role; Rolecall uses any that does. */
export function profileFixes(roleArn: RoleArn, account: Connection, profileName: string): Fix[] {
  const { partition, name } = roleArn;
  const profile = { "instance-profile-name": quote(profileName) };
  const label = hclLabel(profileName);
  return [
    cliFix("AWS CLI", account, [
      unless(
        iam(partition, "get-instance-profile", profile),
        iam(partition, "create-instance-profile", profile),
      ),
      iam(partition, "add-role-to-instance-profile", { ...profile, "role-name": quote(name) }),
    ]),
    terraformFix("Terraform", [
      hclResource("aws_iam_instance_profile", label, [
        ["name", profileName],
        ["role", name],
      ]),
    ]),
  ];
}
