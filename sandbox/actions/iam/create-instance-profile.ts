import { newId } from "../../state/ids.ts";
import type { InstanceProfile } from "../../state/records.ts";
import { entityAlreadyExists, quotaExceeded } from "../../wire/errors.ts";
import { defineAction, isoTime } from "../action.ts";
import { onNewWithTags } from "./access.ts";
import { instanceProfileName, path, tags } from "./names.ts";
import { asWritten, mergeTags } from "./tags.ts";
import { instanceProfileInFull } from "./views.ts";

export const createInstanceProfile = defineAction({
  service: "iam",
  name: "CreateInstanceProfile",
  params: { InstanceProfileName: instanceProfileName, Path: path, Tags: tags },
  access: ({ account, params }) => {
    const resource = `instance-profile${params.Path ?? "/"}${params.InstanceProfileName}`;
    return onNewWithTags(
      account,
      "iam:CreateInstanceProfile",
      "iam:TagInstanceProfile",
      resource,
      params.Tags,
    );
  },
  run: ({ world, account, params, now }) => {
    const { InstanceProfileName: name, Path = "/" } = params;
    if (account.tables.instanceProfiles.get(name.toLowerCase())) {
      throw entityAlreadyExists(`Instance Profile ${name} already exists.`);
    }
    const { instanceProfiles: quota } = account.settings.quotas;
    if (account.tables.instanceProfiles.size >= quota)
      throw quotaExceeded("InstanceProfilesPerAccount", quota);
    const profile: InstanceProfile = {
      name,
      path: Path,
      id: newId("AIPA"),
      arn: account.arn(`instance-profile${Path}${name}`),
      createdAt: isoTime(now),
      roles: [],
      tags: mergeTags([], params.Tags, asWritten),
    };
    account.saveInstanceProfile(profile);
    return { InstanceProfile: instanceProfileInFull(world, account, profile) };
  },
});
