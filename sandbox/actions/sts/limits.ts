import { AwsError, validationError } from "../../wire/errors.ts";

const CHAINED_SECONDS = 3600;

/** Returns the session's duration in seconds; throws when more was asked for than the role or role chaining allows. */
export function sessionSeconds(asked: number | undefined, most: number, isChained: boolean): number {
  if (isChained && (asked ?? 0) > CHAINED_SECONDS) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (asked !== undefined && asked > most) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return asked ?? 3600;
}

/** Refuses a regional endpoint that the account of the credentials has turned off. */
export function checkRegion(accountId: string, offIn: string[] | undefined, region: string): void {
  if (!offIn?.includes(region)) return;
  throw new AwsError(
    "RegionDisabledException",
    403,
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}
