/** A customer-managed policy as commands of the AWS CLI that can be run again. Browser-safe. */
import { cliRegionOption, type Partition } from "#lib/aws/partition.ts";
import { hasTags, type Tags } from "#lib/aws/tags.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { iam, indented, quietly, quote, quoteDocument, quotedTags } from "./shell.ts";

export type ManagedPolicy = {
  name: string;
  /** As bash is to read it, so that it may name a variable. */
  quotedArn: string;
  path: string;
  document: PolicyJson;
  /** A tag that tells a policy made by these lines; one without it is left alone, and the script ends. */
  madeBy?: { key: string; value: string };
  /** Set whether it is made or there already; others on it stay. */
  tags?: Tags;
};

/**
 * Lines of bash that create a customer-managed policy, or add a version where the document differs; the oldest version
 * makes room, because a policy has five at most.
 */
export function managedPolicyLines(
  { name, quotedArn, path, document, madeBy, tags = {} }: ManagedPolicy,
  partition: Partition,
): string[] {
  const region = cliRegionOption(partition);
  const policy = { "policy-arn": quotedArn };
  const create = iam(partition, "create-policy", {
    "policy-name": quote(name),
    ...(path !== "/" && { path: quote(path) }),
    ...(madeBy && { tags: `Key=${madeBy.key},Value=${madeBy.value}` }),
    ...(hasTags(tags) && { tags: quotedTags({ ...(madeBy && { [madeBy.key]: madeBy.value }), ...tags }) }),
    "policy-document": '"$document"',
  });
  const isCurrent = `"PolicyVersion.Document == \\\`$document\\\`"`;
  const oldest = "sort_by(Versions[?!IsDefaultVersion], &CreateDate)[0].VersionId";
  return [
    `document=${quoteDocument(document)}`,
    `if ! ${quietly(iam(partition, "get-policy", policy))}; then`,
    indented(`${create} >/dev/null`),
    "else",
    ...(madeBy ? refuseForeign(name, quotedArn, region, madeBy).map(indented) : []),
    `  version=$(aws iam get-policy --policy-arn ${quotedArn}${region} --query Policy.DefaultVersionId --output text)`,
    `  same=$(aws iam get-policy-version --policy-arn ${quotedArn} --version-id "$version"${region} \\\n    --query ${isCurrent} --output json)`,
    '  if [ "$same" != true ]; then',
    `    if [ "$(aws iam list-policy-versions --policy-arn ${quotedArn}${region} --query 'length(Versions)' --output json)" -ge 5 ]; then`,
    `      oldest=$(aws iam list-policy-versions --policy-arn ${quotedArn}${region} --query '${oldest}' --output text)`,
    `      aws iam delete-policy-version --policy-arn ${quotedArn} --version-id "$oldest"${region}`,
    "    fi",
    indented(
      indented(
        `${iam(partition, "create-policy-version", { ...policy, "set-as-default": "", "policy-document": '"$document"' })} >/dev/null`,
      ),
    ),
    "  fi",
    ...(hasTags(tags) ? [indented(iam(partition, "tag-policy", { ...policy, tags: quotedTags(tags) }))] : []),
    "fi",
  ];
}

function refuseForeign(
  name: string,
  quotedArn: string,
  region: string,
  { key, value }: NonNullable<ManagedPolicy["madeBy"]>,
): string[] {
  const mark = `Policy.Tags[?Key=='${key}'].Value | [0]`;
  return [
    `made=$(aws iam get-policy --policy-arn ${quotedArn}${region} --query ${quote(mark)} --output text)`,
    `if [ "$made" != ${value} ]; then`,
    `  echo "There is a policy ${name} already, and this script did not make it. Choose another name." >&2`,
    "  exit 1",
    "fi",
  ];
}
