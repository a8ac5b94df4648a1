/** A role's trust policy as a command and as Terraform. Browser-safe. */
import { type HclValue, hclDocument, hclLabel, hclResource } from "#lib/iac/hcl.ts";
import { iam, quote, quoteDocument } from "#lib/iac/shell.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

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
