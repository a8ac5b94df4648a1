import { GetInstanceProfileCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type InstanceProfile, readInstanceProfile } from "./instance-profile.ts";

/**
 * Reads an instance profile by name, which is unique in the account whatever the path.
 * @throws AwsError NoSuchEntity
 */
export async function getInstanceProfile({ iam, caller }: Aws, name: string): Promise<InstanceProfile> {
  const action = "GetInstanceProfile";
  const { InstanceProfile: profile } = await callAws(caller, "iam", action, () =>
    iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name })),
  );
  return readInstanceProfile(profile, action);
}
