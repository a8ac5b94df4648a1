/** A customer-managed policy as commands of the AWS CLI that can be run again. Browser-safe. */
import { cliRegionOption, type Partition } from "#lib/aws/partition.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { iam, indented, quietly, quote, quoteDocument } from "./shell.ts";

export type ManagedPolicy = { name: string; arn: string; path: string; document: PolicyJson };

/**
 * Lines of bash that create a customer-managed policy, or add a version where the document differs; the oldest version
 * makes room, because a policy has five at most.
 */
export function managedPolicyLines(
  { name, arn, path, document }: ManagedPolicy,
  partition: Partition,
): string[] {
  const region = cliRegionOption(partition);
  const policy = { "policy-arn": quote(arn) };
  const create = iam(partition, "create-policy", {
    "policy-name": quote(name),
    ...(path !== "/" && { path: quote(path) }),
    "policy-document": '"$document"',
  });
  const isCurrent = `"PolicyVersion.Document == \\\`$document\\\`"`;
  const oldest = "sort_by(Versions[?!IsDefaultVersion], &CreateDate)[0].VersionId";
  return [
    `document=${quoteDocument(document)}`,
    `if ! ${quietly(iam(partition, "get-policy", policy))}; then`,
    indented(`${create} >/dev/null`),
    "else",
    `  version=$(aws iam get-policy --policy-arn ${quote(arn)}${region} --query Policy.DefaultVersionId --output text)`,
    `  same=$(aws iam get-policy-version --policy-arn ${quote(arn)} --version-id "$version"${region} \\\n    --query ${isCurrent} --output json)`,
    '  if [ "$same" != true ]; then',
    `    if [ "$(aws iam list-policy-versions --policy-arn ${quote(arn)}${region} --query 'length(Versions)' --output json)" -ge 5 ]; then`,
    `      oldest=$(aws iam list-policy-versions --policy-arn ${quote(arn)}${region} --query '${oldest}' --output text)`,
    `      aws iam delete-policy-version --policy-arn ${quote(arn)} --version-id "$oldest"${region}`,
    "    fi",
    indented(
      indented(
        `${iam(partition, "create-policy-version", { ...policy, "set-as-default": "", "policy-document": '"$document"' })} >/dev/null`,
      ),
    ),
    "  fi",
    "fi",
  ];
}
