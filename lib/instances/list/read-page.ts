/** One page of the instances of several Regions, Region after Region, with what is known of their associations. */
import type { Association } from "#lib/aws/ec2/association.ts";
import { describeInstances, type Ec2Instance } from "#lib/aws/ec2/describe-instances.ts";
import { describeProfileAssociations } from "#lib/aws/ec2/describe-profile-associations.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { Ec2Filter } from "../filters.ts";
import type { InstancePlace } from "./place.ts";

export type FoundInstance = Ec2Instance & { region: string; association?: Association };

type Asked = {
  regions: string[];
  filters: Ec2Filter[];
  limit: number;
  place: InstancePlace | null;
  /** Whether associations may be read. */
  withAssociations: boolean;
};

/** EC2 answers no smaller page. */
const LEAST = 5;
/** EC2 may answer empty pages where filters leave little: after so many, the caller asks for the next page. */
const MOST_CALLS = 12;

/** @throws AwsError of the first Region that could not be read */
export async function readPage(
  aws: Aws,
  asked: Asked,
): Promise<{ found: FoundInstance[]; next: InstancePlace | null }> {
  const { regions, limit } = asked;
  const found: FoundInstance[] = [];
  let next: InstancePlace | null = asked.place ?? placeAt(regions, 0);
  for (let calls = 0; next && calls < MOST_CALLS; calls++) {
    const room = limit - found.length;
    // What EC2 would answer on top of the page would be lost.
    if (room < LEAST) break;
    const { region, token } = next;
    const page = await describeInstances(aws, { region, filters: asked.filters, maxResults: room, token });
    found.push(...(await withAssociations(aws, region, page.instances, asked)));
    const at = regions.indexOf(region);
    next = page.nextToken ? { region, token: page.nextToken } : placeAt(regions, at + 1);
  }
  return { found, next };
}

function placeAt(regions: string[], index: number): InstancePlace | null {
  const region = regions[index];
  return region ? { region } : null;
}

async function withAssociations(
  aws: Aws,
  region: string,
  instances: Ec2Instance[],
  asked: Asked,
): Promise<FoundInstance[]> {
  if (!asked.withAssociations || instances.length === 0) {
    return instances.map((instance) => ({ ...instance, region }));
  }
  const instanceIds = instances.map(({ id }) => id);
  const associations = await describeProfileAssociations(aws, { region, instanceIds });
  return instances.map((instance) => {
    const own = associations.filter(({ instanceId }) => instanceId === instance.id);
    // While one is replaced there are two: the one that comes is told.
    const association = own.find(({ state }) => state.startsWith("associat")) ?? own[0];
    return { ...instance, region, ...(association && { association }) };
  });
}
