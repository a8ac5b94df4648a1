import { list } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onInstanceProfile } from "./access.ts";
import { instanceProfileToChange } from "./find.ts";
import { instanceProfileName, tagKey } from "./names.ts";
import { asWritten, withoutTags } from "./tags.ts";

export const untagInstanceProfile = defineAction({
  service: "iam",
  name: "UntagInstanceProfile",
  params: { InstanceProfileName: instanceProfileName, TagKeys: list(tagKey, { max: 50 }) },
  access: ({ account, params }) => [
    onInstanceProfile(account, "iam:UntagInstanceProfile", params.InstanceProfileName, {
      "aws:TagKeys": params.TagKeys,
    }),
  ],
  run: ({ account, params }) => {
    const profile = instanceProfileToChange(account, params.InstanceProfileName);
    account.saveInstanceProfile({ ...profile, tags: withoutTags(profile.tags, params.TagKeys, asWritten) });
    return undefined;
  },
});
