/** What EC2 shows of many instances, in few calls. */
import { describeInstances } from "#lib/aws/ec2/describe-instances.ts";
import { describeProfileAssociations } from "#lib/aws/ec2/describe-profile-associations.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { Seen } from "./next-step.ts";

/** A filter of EC2 takes 200 values. Instances are asked for by a filter: of IDs, one that is gone fails the call. */
const MOST_NAMED = 200;

export async function lookAt(
  { aws, region }: { aws: Aws; region: string },
  instanceIds: string[],
): Promise<(instanceId: string) => Seen> {
  const parts = await Promise.all(
    chunksOf(instanceIds).map(async (ids) => {
      const [instances, associations] = await Promise.all([
        instancesNamed(aws, region, ids),
        describeProfileAssociations(aws, { region, instanceIds: ids }),
      ]);
      return { instances, associations };
    }),
  );
  const instances = new Map(parts.flatMap((part) => part.instances).map((each) => [each.id, each]));
  const associations = Map.groupBy(
    parts.flatMap((part) => part.associations),
    ({ instanceId }) => instanceId,
  );
  return (id) => {
    const instance = instances.get(id);
    return { ...(instance && { instance }), associations: associations.get(id) ?? [] };
  };
}

async function instancesNamed(aws: Aws, region: string, ids: string[]) {
  const filters = [{ Name: "instance-id", Values: ids }];
  let page = await describeInstances(aws, { region, filters });
  const found = page.instances;
  while (page.nextToken) {
    page = await describeInstances(aws, { region, filters, token: page.nextToken });
    found.push(...page.instances);
  }
  return found;
}

function chunksOf(ids: string[]): string[][] {
  const count = Math.ceil(ids.length / MOST_NAMED);
  return Array.from({ length: count }, (_, index) => ids.slice(index * MOST_NAMED, (index + 1) * MOST_NAMED));
}
