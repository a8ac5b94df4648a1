/** The set-up as Terraform. Browser-safe. */
import { hasTags, type Tags } from "#lib/aws/tags.ts";
import { type HclValue, hclDocument, hclLabel, hclReference, hclResource } from "#lib/iac/hcl.ts";
import type { Setup } from "./setup.ts";
import {
  BOUNDARY_DESCRIPTION,
  BOUNDARY_WHY,
  POLICY_DESCRIPTION,
  reasonLines,
  type SetupPolicies,
  setupHeading,
  setupPolicies,
  trustLines,
} from "./setup-policies.ts";

const ROLE = "rolecall_connection";
const BOUNDARY = "rolecall_connection_boundary";

/** One file that plans and applies as it stands; it refuses credentials of another account before it changes anything. */
export function terraformConfiguration(setup: Setup): string {
  const { connectionRole, boundary, permissions, policies, tags } = setupPolicies(setup);
  const blocks = [
    setupHeading(setup).map(comment).join("\n"),
    REQUIREMENTS,
    `data "aws_caller_identity" "rolecall" {}`,
    ...(boundary ? [boundaryBlock(boundary, tags)] : []),
    [
      ...trustLines().map(comment),
      hclResource("aws_iam_role", ROLE, roleValues(connectionRole, boundary, tags), [
        rightAccount(setup.accountId),
      ]),
    ].join("\n"),
    [
      ...permissions.reasons.flatMap(reasonLines).map(comment),
      hclResource("aws_iam_role_policy", ROLE, [
        ["name", permissions.name],
        ["role", hclReference(`aws_iam_role.${ROLE}.id`)],
        ["policy", hclDocument(permissions.document)],
      ]),
    ].join("\n"),
    ...(policies.length > 0 ? [CREATE_POLICIES] : []),
    ...policies.map((policy) => policyBlock(policy, tags)),
    output("rolecall_connection_role_arn", `aws_iam_role.${ROLE}.arn`, "Give this to Rolecall."),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const REQUIREMENTS = `terraform {
  required_version = ">= 1.2"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 4.0"
    }
  }
}`;

/** Another workspace's set-up of the same account may have made them: names are unique in an account. */
const CREATE_POLICIES = `variable "create_required_policies" {
  description = "Set to false where another Rolecall set-up has created the required policies in this account."
  type        = bool
  default     = true
}`;

function boundaryBlock({ name, path, document }: NonNullable<SetupPolicies["boundary"]>, tags: Tags): string {
  const block = hclResource("aws_iam_policy", BOUNDARY, [
    ["name", name],
    ["path", path],
    ["description", BOUNDARY_DESCRIPTION],
    ...tagValues(tags),
    ["policy", hclDocument(document)],
  ]);
  return `${comment(`${name}: ${BOUNDARY_WHY}`)}\n${block}`;
}

function roleValues(
  { name, path, description, trustPolicy }: SetupPolicies["connectionRole"],
  boundary: SetupPolicies["boundary"],
  tags: Tags,
): [string, HclValue][] {
  return [
    ["name", name],
    ["path", path],
    ["description", description],
    ...(boundary
      ? ([["permissions_boundary", hclReference(`aws_iam_policy.${BOUNDARY}.arn`)]] as [string, HclValue][])
      : []),
    ...tagValues(tags),
    ["assume_role_policy", hclDocument(trustPolicy)],
  ];
}

const tagValues = (tags: Tags): [string, HclValue][] => (hasTags(tags) ? [["tags", tags]] : []);

function rightAccount(accountId: string): string {
  return `lifecycle {
  precondition {
    condition     = data.aws_caller_identity.rolecall.account_id == "${accountId}"
    error_message = "These credentials are of another account. Use some of account ${accountId}."
  }
}`;
}

function policyBlock({ name, path, why, document }: SetupPolicies["policies"][number], tags: Tags): string {
  const block = hclResource("aws_iam_policy", hclLabel(name), [
    ["count", hclReference("var.create_required_policies ? 1 : 0")],
    ["name", name],
    ["path", path],
    ["description", POLICY_DESCRIPTION],
    ...tagValues(tags),
    ["policy", hclDocument(document)],
  ]);
  return `${comment(`${name}: ${why}`)}\n${block}`;
}

function output(name: string, value: string, description: string): string {
  return [`output "${name}" {`, `  description = "${description}"`, `  value       = ${value}`, "}"].join(
    "\n",
  );
}

function comment(line: string): string {
  return `# ${line}`;
}
