import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onPolicy } from "./access.ts";
import { policyToRead } from "./find.ts";
import { policyArn } from "./names.ts";
import { versionInList } from "./views.ts";

export const listPolicyVersions = defineAction({
  service: "iam",
  name: "ListPolicyVersions",
  params: { PolicyArn: policyArn, ...pagingParams },
  access: ({ world, params }) => [onPolicy(world, "iam:ListPolicyVersions", params.PolicyArn)],
  run: ({ world, account, params }) => {
    const policy = policyToRead(world, account, params.PolicyArn);
    // Newest first.
    const { items, ...rest } = pageOf(policy.versions, params, ({ id }) =>
      String(1_000_000 - Number(id.slice(1))).padStart(7, "0"),
    );
    return { Versions: items.map((version) => versionInList(policy, version)), ...rest };
  },
});
