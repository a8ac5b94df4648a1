import { AwsError, validationError } from "../../wire/errors.ts";

const CHAINED_SECONDS = 3600;

/** How long the session lasts, in seconds; throws when more was asked than the role or a role chain allows. */
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

/** It is the account the credentials are for that turns regional endpoints off. */
export function checkRegion(accountId: string, offIn: string[] | undefined, region: string): void {
  if (!offIn?.includes(region)) return;
  throw new AwsError(
    "RegionDisabledException",
    403,
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}
