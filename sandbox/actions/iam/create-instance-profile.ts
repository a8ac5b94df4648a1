import { requestTagKeys } from "../../authorization/request-context.ts";
import { newId } from "../../state/ids.ts";
import type { InstanceProfile } from "../../state/records.ts";
import { entityAlreadyExists, quotaExceeded } from "../../wire/errors.ts";
import { defineAction, isoTime } from "../action.ts";
import { onNew } from "./access.ts";
import { instanceProfileName, path, tags } from "./names.ts";
import { mergeTags } from "./tags.ts";
import { instanceProfileInFull } from "./views.ts";

export const createInstanceProfile = defineAction({
  service: "iam",
  name: "CreateInstanceProfile",
  params: { InstanceProfileName: instanceProfileName, Path: path, Tags: tags },
  // Setting tags while creating needs the permission to tag as well.
  access: ({ account, params }) => {
    const resource = `instance-profile${params.Path ?? "/"}${params.InstanceProfileName}`;
    const context = requestTagKeys(params.Tags);
    const create = onNew(account, "iam:CreateInstanceProfile", resource, context);
    return params.Tags.length === 0
      ? [create]
      : [create, onNew(account, "iam:TagInstanceProfile", resource, context)];
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
      tags: mergeTags([], params.Tags),
    };
    account.saveInstanceProfile(profile);
    return { InstanceProfile: instanceProfileInFull(world, account, profile) };
  },
});
