import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onInstanceProfile } from "./access.ts";
import { instanceProfileToRead } from "./find.ts";
import { instanceProfileName } from "./names.ts";

export const listInstanceProfileTags = defineAction({
  service: "iam",
  name: "ListInstanceProfileTags",
  params: { InstanceProfileName: instanceProfileName, ...pagingParams },
  access: ({ account, params }) => [
    onInstanceProfile(account, "iam:ListInstanceProfileTags", params.InstanceProfileName),
  ],
  run: ({ account, params }) => {
    const { tags } = instanceProfileToRead(account, params.InstanceProfileName);
    const { items, ...rest } = pageOf(tags, params, ({ Key }) => Key);
    return { Tags: items, ...rest };
  },
});
