/**
 * Fixes that create what is missing in the account: a role, a policy, an attachment, an instance profile. Browser-safe.
 */

import { createPolicyPage, createRolePage, policyPage, rolePage } from "#lib/aws/console-pages.ts";
import { hclDocument, hclLabel, hclResource } from "#lib/iac/hcl.ts";
import { iam, quote, quoteDocument, unless } from "#lib/iac/shell.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Connection, SubjectPolicy } from "../reasons/reason.ts";
import { cliFix, consoleFix, type Fix, terraformFix } from "./fix.ts";
import { roleBlock } from "./trust-document.ts";

/** Creates the role with EC2 in its trust policy, unless it is there. */
export function createRoleFixes(roleArn: RoleArn, account: Connection): Fix[] {
  const { partition, name, path } = roleArn;
  return [
    consoleFix({
      url: createRolePage(partition),
      steps: [
        `Sign in to AWS account ${account.accountId} and open IAM, Roles, Create role.`,
        "Choose AWS service, then EC2 as service and as use case, and go on. Policies are not needed here: Rolecall attaches those it requires.",
        `Give it the name ${name} and choose Create role, come back here and press Retry.`,
        ...(path === "/"
          ? []
          : [
              `The console can only make roles without a path, and this ARN has the path ${path}. Use the AWS CLI or Terraform for it.`,
            ]),
      ],
    }),
    cliFix(
      "AWS CLI",
      account,
      [
        unless(
          iam(partition, "get-role", { "role-name": quote(name) }),
          createRole(roleArn, EC2_TRUST_POLICY),
        ),
      ],
      { done: `there is a role ${name}.` },
    ),
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
  const { document, name, path = "/" } = policy;
  if (!document) return [];
  const whole = { ...account, partition };
  return [
    ...(path === "/"
      ? [
          consoleFix({
            url: createPolicyPage(partition),
            steps: [
              `Sign in to AWS account ${account.accountId} and open IAM, Policies, Create policy.`,
              "Choose JSON, select all of the text and paste the policy below in its place.",
              `Choose Next, give it the name ${name} and choose Create policy. Come back here and press Retry.`,
            ],
            body: prettyPolicy(document),
          }),
        ]
      : []),
    cliFix("AWS CLI", whole, [createPolicy({ ...policy, document }, partition)], {
      done: `there is a policy ${name}.`,
    }),
    terraformFix("Terraform", [policyBlock({ ...policy, document })]),
  ];
}

/** Restores the policy's required document as a new default version; earlier versions are kept. */
export function restorePolicyFixes({ arn, document, ...policy }: SubjectPolicy, account: Connection): Fix[] {
  if (!document) return [];
  const { partition, accountId } = account;
  const write = iam(partition, "create-policy-version", {
    "policy-arn": quote(arn),
    "set-as-default": "",
    "policy-document": quoteDocument(document),
  });
  const fixes = [
    consoleFix({
      url: policyPage(partition, arn),
      steps: [
        `Sign in to AWS account ${accountId} and open the policy ${policy.name} (IAM, Policies).`,
        "Choose Edit and JSON, select all of the text and paste the policy below in its place.",
        "Choose Next and Save changes, come back here and press Retry.",
      ],
      body: prettyPolicy(document),
    }),
    cliFix("AWS CLI", account, [write], { done: `${policy.name} is what Rolecall needs again.` }),
    terraformFix("Terraform", [policyBlock({ ...policy, arn, document })]),
  ];
  const note = `This takes the place of the whole text of ${policy.name}, for every role that has it attached.`;
  return fixes.map((fix) => ({ ...fix, notes: [note] }));
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
  const names = joined(policyArns.map(nameInArn));
  return [
    consoleFix({
      url: rolePage(partition, name),
      steps: [
        `Sign in to AWS account ${account.accountId} and open the role ${name} (IAM, Roles).`,
        `Choose Add permissions, Attach policies, and select ${names}.`,
        "Choose Add permissions, come back here and press Retry.",
      ],
    }),
    cliFix("AWS CLI", account, commands, { done: `${names} attached to ${name}.` }),
    terraformFix("Terraform", blocks),
  ];
}

/** Creates an instance profile of this name with the role; Rolecall uses any that holds the role. */
export function profileFixes(roleArn: RoleArn, account: Connection, profileName: string): Fix[] {
  const { partition, name } = roleArn;
  const profile = { "instance-profile-name": quote(profileName) };
  const label = hclLabel(profileName);
  return [
    cliFix(
      "AWS CLI",
      account,
      [
        unless(
          iam(partition, "get-instance-profile", profile),
          iam(partition, "create-instance-profile", profile),
        ),
        iam(partition, "add-role-to-instance-profile", { ...profile, "role-name": quote(name) }),
      ],
      { done: `the instance profile ${profileName} holds the role ${name}.` },
    ),
    terraformFix("Terraform", [
      hclResource("aws_iam_instance_profile", label, [
        ["name", profileName],
        ["role", name],
      ]),
    ]),
  ];
}
