import type { Caller } from "../call.ts";
import { hasCode, isDenied } from "../errors.ts";
import { type AssumeRequest, assumeRole } from "./assume-role.ts";

export type Attempt = Omit<AssumeRequest, "policy" | "durationSeconds">;

/** A session policy that denies everything, because only the answer matters. */
const NOTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

/**
 * Whether the platform can assume the role in this way. The credentials are discarded.
 * @throws AwsError for anything but a denial
 */
export async function isAssumable(caller: Caller, attempt: Attempt): Promise<boolean> {
  try {
    await assumeRole(caller, { ...attempt, policy: NOTHING, durationSeconds: 900 });
    return true;
  } catch (error) {
    if (isDenied(error) && !hasCode(error, "RegionDisabled")) return false;
    throw error;
  }
}
