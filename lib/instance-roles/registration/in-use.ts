/** Do machines still run with a profile that is about to be taken away? EC2 is asked in every Region of the account. */
import { instancesWithProfile } from "#lib/aws/ec2/instances-with-profile.ts";
import { listRegions } from "#lib/aws/ec2/list-regions.ts";
import { AwsError } from "#lib/aws/errors.ts";
import { homeRegion } from "#lib/aws/partition.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Run } from "./subject.ts";

const STEP = "ensure_profile";
const PATIENCE = { budgetMs: 3_000 };

/**
 * Where EC2 cannot be asked (not allowed, not offered, no answer) the removal goes on: the right to look is not
 * among those Rolecall needs.
 * @throws RegistrationFailed `profile_in_use`
 */
export async function refuseProfilesInUse(
  run: Run,
  session: AwsSession,
  profileArns: string[],
): Promise<void> {
  const aws = { ...session, caller: { patience: { ...PATIENCE, emulator: run.emulator } } };
  const regions = await regionsOf(run, aws);
  for (const profileArn of profileArns) {
    const found = await Promise.all(regions.map((region) => instancesIn(aws, region, profileArn)));
    const instances = found.flat();
    if (instances.length === 0) continue;
    const instanceIds = instances.map(({ id }) => id);
    throw new RegistrationFailed({
      reason: "profile_in_use",
      facts: { profileArn, instanceIds, instances },
      step: STEP,
    });
  }
}

/** Those AWS names, or those every account has. One endpoint of an emulator answers for all. */
async function regionsOf({ emulator, ec2Regions, roleArn }: Run, aws: Aws): Promise<readonly string[]> {
  if (emulator) return ec2Regions;
  const listed = await listRegions(aws, homeRegion(roleArn.partition)).catch(nothingKnown);
  return listed.length > 0 ? listed : ec2Regions;
}

async function instancesIn(aws: Aws, region: string, profileArn: string) {
  const ids = await instancesWithProfile(aws, { region, profileArn }).catch(nothingKnown);
  return ids.map((id) => ({ id, region }));
}

function nothingKnown(error: unknown): [] {
  if (error instanceof AwsError) return [];
  throw error;
}
