/** Do machines still run with a profile that is about to be taken away? EC2 is asked in every Region it may be in. */
import { instancesWithProfile } from "#lib/aws/ec2/instances-with-profile.ts";
import { AwsError } from "#lib/aws/errors.ts";
import type { AwsSession } from "#lib/aws/session.ts";
import { RegistrationFailed } from "./failed.ts";
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
  const caller = { patience: { ...PATIENCE, emulator: run.emulator } };
  for (const profileArn of profileArns) {
    const found = await Promise.all(
      run.ec2Regions.map((region) =>
        instancesWithProfile({ ...session, caller }, { region, profileArn }).catch(nothingKnown),
      ),
    );
    const instanceIds = found.flat();
    if (instanceIds.length === 0) continue;
    throw new RegistrationFailed({
      reason: "profile_in_use",
      facts: { profileArn, instanceIds },
      step: STEP,
    });
  }
}

function nothingKnown(error: unknown): string[] {
  if (error instanceof AwsError) return [];
  throw error;
}
