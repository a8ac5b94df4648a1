/** A script for a bucket's owner that sets the bucket's policy. Browser-safe. */
import { quote, quoteDocument } from "#lib/iac/shell.ts";
import type { BucketPolicy } from "../bucket-policies.ts";

/**
 * Returns the script. It sets the policy only where the bucket has none, because PutBucketPolicy replaces an existing
 * one; otherwise it changes nothing and prints the statements to add.
 */
export function bucketPolicyScript({ bucket, document, accountId }: BucketPolicy): string {
  const name = quote(bucket);
  return `${[
    "#!/usr/bin/env bash",
    `# Lets the role into the bucket ${bucket}. Run it with credentials of the account that owns the bucket${accountId ? ` (${accountId})` : ""}.`,
    "set -euo pipefail",
    'export AWS_PAGER=""',
    `policy=${quoteDocument(document)}`,
    `if answer=$(aws s3api get-bucket-policy --bucket ${name} --query Policy --output text 2>&1); then`,
    `  echo "The bucket ${bucket} has a policy already, which this would replace. Nothing was changed." >&2`,
    '  echo "Add these statements to the policy that is there:" >&2',
    '  echo "$policy"',
    "  exit 1",
    "fi",
    'if ! grep -q NoSuchBucketPolicy <<<"$answer"; then',
    '  echo "$answer" >&2',
    "  exit 1",
    "fi",
    `aws s3api put-bucket-policy --bucket ${name} --policy "$policy"`,
    `echo "The bucket ${bucket} lets the role in."`,
  ].join("\n")}\n`;
}
