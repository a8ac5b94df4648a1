import type { Caller } from "../call.ts";
import { hasCode, isDenied } from "../errors.ts";
import { type AssumeRequest, assumeRole } from "./assume-role.ts";

export type Attempt = Omit<AssumeRequest, "policy" | "durationSeconds">;

/** What comes back may do nothing at all: the answer is wanted, not the session. */
const NOTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

/** Can the platform assume the role this way? Credentials are thrown away. @throws AwsError for anything but a denial */
export async function isAssumable(caller: Caller, attempt: Attempt): Promise<boolean> {
  try {
    await assumeRole(caller, { ...attempt, policy: NOTHING, durationSeconds: 900 });
    return true;
  } catch (error) {
    if (isDenied(error) && !hasCode(error, "RegionDisabled")) return false;
    throw error;
  }
}
