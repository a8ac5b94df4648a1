/** A role design as Terraform. Browser-safe. */
import { type HclValue, hclDocument, hclLabel, hclReference, hclResource } from "#lib/iac/hcl.ts";
import type { RoleDocuments } from "../documents.ts";
import type { RoleDesign } from "../schema.ts";
import { hasProfile } from "./cli.ts";

/** Resources that plan and apply as they stand beside a configured AWS provider. */
export function roleConfiguration(design: RoleDesign, documents: RoleDocuments): string {
  const label = hclLabel(design.roleName);
  const { permissionPolicy, permissionPolicyName, profileName } = documents;
  const role = `aws_iam_role.${label}`;
  const blocks = [
    `# The IAM role ${design.roleName}, as designed in Rolecall.`,
    hclResource("aws_iam_role", label, roleValues(design, documents)),
    ...(permissionPolicy
      ? policyBlocks(design.inline, { label, role, name: permissionPolicyName, document: permissionPolicy })
      : []),
    ...(hasProfile(design)
      ? [
          hclResource("aws_iam_instance_profile", label, [
            ["name", profileName],
            ["role", hclReference(`${role}.name`)],
          ]),
        ]
      : []),
    `output "${label}_role_arn" {\n  description = "Register this in Rolecall"\n  value       = ${role}.arn\n}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function roleValues(design: RoleDesign, { trustPolicy }: RoleDocuments): [string, HclValue][] {
  const { roleName, path, tags, maxSessionSeconds, permissionsBoundaryArn } = design;
  return [
    ["name", roleName],
    ["path", path],
    ...(maxSessionSeconds ? [["max_session_duration", maxSessionSeconds] as [string, HclValue]] : []),
    ...(permissionsBoundaryArn
      ? [["permissions_boundary", permissionsBoundaryArn] as [string, HclValue]]
      : []),
    ["assume_role_policy", hclDocument(trustPolicy)],
    ...(Object.keys(tags).length > 0 ? [["tags", tags] as [string, HclValue]] : []),
  ];
}

type Policy = {
  label: string;
  role: string;
  name: string;
  document: NonNullable<RoleDocuments["permissionPolicy"]>;
};

function policyBlocks(isInline: boolean, { label, role, name, document }: Policy): string[] {
  if (isInline) {
    return [
      hclResource("aws_iam_role_policy", label, [
        ["name", name],
        ["role", hclReference(`${role}.id`)],
        ["policy", hclDocument(document)],
      ]),
    ];
  }
  return [
    hclResource("aws_iam_policy", label, [
      ["name", name],
      ["policy", hclDocument(document)],
    ]),
    hclResource("aws_iam_role_policy_attachment", label, [
      ["role", hclReference(`${role}.name`)],
      ["policy_arn", hclReference(`aws_iam_policy.${label}.arn`)],
    ]),
  ];
}
