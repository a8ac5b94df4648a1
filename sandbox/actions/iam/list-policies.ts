import { awsManagedPolicies } from "../../state/aws-managed.ts";
import { pageOf, pagingParams } from "../../wire/paging.ts";
import { flag, optional, text } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onNew } from "./access.ts";
import { boundedBy, carriersOf } from "./find.ts";
import { pathPrefix } from "./names.ts";
import { policyInList } from "./views.ts";

export const listPolicies = defineAction({
  service: "iam",
  name: "ListPolicies",
  params: {
    Scope: optional(text({ oneOf: ["All", "AWS", "Local"] })),
    OnlyAttached: flag,
    PathPrefix: pathPrefix,
    PolicyUsageFilter: optional(text({ oneOf: ["PermissionsPolicy", "PermissionsBoundary"] })),
    ...pagingParams,
  },
  access: ({ account, params }) => [onNew(account, "iam:ListPolicies", `policy${params.PathPrefix ?? "/"}`)],
  run: ({ account, params }) => {
    const { Scope = "All", PathPrefix = "/", OnlyAttached, PolicyUsageFilter } = params;
    const local = Scope === "AWS" ? [] : account.tables.policies.seenValues();
    const managed = Scope === "Local" ? [] : [...awsManagedPolicies(account.partition).values()];
    const isCarried = (arn: string) => {
      const { roles, users } = carriersOf(account, arn);
      return roles.length + users.length > 0;
    };
    const isBoundary = (arn: string) => boundedBy(account, arn).length > 0;
    const policies = [...local, ...managed].filter(({ path, arn }) => {
      if (!path.startsWith(PathPrefix)) return false;
      if (PolicyUsageFilter === "PermissionsBoundary") return isBoundary(arn);
      if (PolicyUsageFilter === "PermissionsPolicy" || OnlyAttached) return isCarried(arn);
      return true;
    });
    const { items, ...rest } = pageOf(policies, params, ({ arn }) => arn);
    return { Policies: items.map((policy) => policyInList(account, policy)), ...rest };
  },
});
