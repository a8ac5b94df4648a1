import type { Caller } from "#lib/aws/call.ts";
import { AwsError, hasCode, isDenied } from "#lib/aws/errors.ts";
import { type Attempt, isAssumable } from "#lib/aws/sts/is-assumable.ts";

/**
 * AWS answers a wrong external ID like every other refusal. Where the role opens to the one that a rotation took out
 * of use, its trust policy was left or put back as it was: that much an experiment tells. What it opens is thrown away.
 * @param refused what AssumeRole with the account's own external ID ended with
 */
export async function asksForRetired(
  caller: Caller,
  refused: unknown,
  { retiredExternalId, ...attempt }: Omit<Attempt, "externalId"> & { retiredExternalId: string | null },
): Promise<boolean> {
  if (!retiredExternalId || !isDenied(refused) || hasCode(refused, "RegionDisabled")) return false;
  return isAssumable(caller, { ...attempt, externalId: retiredExternalId }).catch((error: unknown) => {
    // An experiment that was not answered tells nothing.
    if (error instanceof AwsError) return false;
    throw error;
  });
}
