import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Caller, callAws } from "../call.ts";
import { platformSts } from "../clients.ts";
import { hasCode, isDenied } from "../errors.ts";

export type Attempt = {
  region: string;
  roleArn: string;
  sessionName: string;
  /** Left out: without one. */
  externalId?: string;
};

/** What comes back may do nothing at all: the answer is wanted, not the session. */
const NOTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

/** Can the platform assume the role this way? Credentials are thrown away. @throws AwsError for anything but a denial */
export async function isAssumable(
  caller: Caller,
  { region, roleArn, sessionName, externalId }: Attempt,
): Promise<boolean> {
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: 900,
    Policy: NOTHING,
    ...(externalId && { ExternalId: externalId }),
  });
  try {
    await callAws(caller, "sts", "AssumeRole", () => platformSts(region).send(command));
    return true;
  } catch (error) {
    if (isDenied(error) && !hasCode(error, "RegionDisabled")) return false;
    throw error;
  }
}
