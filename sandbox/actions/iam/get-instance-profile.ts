import { defineAction } from "../action.ts";
import { onInstanceProfile } from "./access.ts";
import { instanceProfileToRead } from "./find.ts";
import { instanceProfileName } from "./names.ts";
import { instanceProfileInFull } from "./views.ts";

export const getInstanceProfile = defineAction({
  service: "iam",
  name: "GetInstanceProfile",
  params: { InstanceProfileName: instanceProfileName },
  access: ({ account, params }) => [
    onInstanceProfile(account, "iam:GetInstanceProfile", params.InstanceProfileName),
  ],
  run: ({ world, account, params }) => {
    const profile = instanceProfileToRead(account, params.InstanceProfileName);
    return { InstanceProfile: instanceProfileInFull(world, account, profile) };
  },
});
