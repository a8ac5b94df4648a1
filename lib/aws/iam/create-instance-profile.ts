import { CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type Tags, tagList } from "../tags.ts";
import { type InstanceProfile, readInstanceProfile } from "./instance-profile.ts";

export type NewInstanceProfile = { name: string; path: string; tags: Tags };

/**
 * Creates an instance profile.
 * @throws AwsError EntityAlreadyExists, LimitExceeded
 */
export async function createInstanceProfile(
  { iam, caller }: Aws,
  { name, path, tags }: NewInstanceProfile,
): Promise<InstanceProfile> {
  const action = "CreateInstanceProfile";
  const { InstanceProfile: profile } = await callAws(caller, "iam", action, () =>
    iam.send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: name,
        Path: path,
        Tags: tagList(tags),
      }),
    ),
  );
  return readInstanceProfile(profile, action);
}
