/** Addresses in the AWS console that save a customer some clicks. Browser-safe. */
import { consoleHost, homeRegion, type Partition } from "#lib/aws/partition.ts";
import type { Setup } from "./setup.ts";

const STACK_NAME = "rolecall";

/** Where a template is uploaded by hand; null in partitions whose console is not on the open internet. */
export function createStackUrl(partition: Partition, region = homeRegion(partition)): string | null {
  const host = consoleHost(partition);
  return host && `https://${region}.${host}/cloudformation/home?region=${region}#/stacks/create/template`;
}

/**
 * The page on which one click creates the stack, its values filled in. `templateUrl`: where the operator has put the
 * template, in S3 of the same partition.
 */
export function quickCreateUrl(
  {
    partition,
    platformPrincipalArn,
    externalId,
  }: Pick<Setup, "partition" | "platformPrincipalArn" | "externalId">,
  templateUrl: string,
  region = homeRegion(partition),
): string | null {
  const host = consoleHost(partition);
  const query = new URLSearchParams({
    templateURL: templateUrl,
    stackName: STACK_NAME,
    param_PlatformPrincipalArn: platformPrincipalArn,
    param_ExternalId: externalId,
  });
  return (
    host && `https://${region}.${host}/cloudformation/home?region=${region}#/stacks/quickcreate?${query}`
  );
}
