import { requestTagKeys } from "../../authorization/request-context.ts";
import { defineAction } from "../action.ts";
import { onInstanceProfile } from "./access.ts";
import { instanceProfileToChange } from "./find.ts";
import { instanceProfileName, tags } from "./names.ts";
import { asWritten, mergeTags } from "./tags.ts";

export const tagInstanceProfile = defineAction({
  service: "iam",
  name: "TagInstanceProfile",
  params: { InstanceProfileName: instanceProfileName, Tags: tags },
  access: ({ account, params }) => [
    onInstanceProfile(
      account,
      "iam:TagInstanceProfile",
      params.InstanceProfileName,
      requestTagKeys(params.Tags),
    ),
  ],
  run: ({ account, params }) => {
    const profile = instanceProfileToChange(account, params.InstanceProfileName);
    account.saveInstanceProfile({ ...profile, tags: mergeTags(profile.tags, params.Tags, asWritten) });
    return undefined;
  },
});
