/** The exact grammar of a role ARN. Browser-safe. */
import { isPartition, type Partition } from "#lib/aws/partition.ts";

/** A well-formed role ARN and its parts. `path` begins and ends with `/` and is `/` for most roles. */
export type RoleArn = { arn: string; partition: Partition; accountId: string; path: string; name: string };

// docs/aws-facts.md, Role ARNs: `[\x21-\x7e]` is what the API takes in a path, wider than the quotas page says.
const ROLE_ARN = /^arn:([a-z-]+):iam::(\d{12}):role(\/(?:[\x21-\x7e]+\/)?)((?:[A-Za-z0-9_+=,.@-]){1,64})$/;
const LONGEST_PATH = 512;

/** The exact grammar, nothing removed or guessed: for ARNs that AWS or the database hands us. Null if it is not one. */
export function readRoleArn(arn: string): RoleArn | null {
  const [, partition = "", accountId = "", path = "", name = ""] = ROLE_ARN.exec(arn) ?? [];
  if (!name || !isPartition(partition) || path.length > LONGEST_PATH) return null;
  return { arn, partition, accountId, path, name };
}
