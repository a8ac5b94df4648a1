import type { Account } from "../../state/account.ts";
import { awsManagedPolicies } from "../../state/aws-managed.ts";
import type { InstanceProfile } from "../../state/records.ts";
import { pageOf, pagingParams } from "../../wire/paging.ts";
import { list, text } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onAccount } from "./access.ts";
import { policyDetail, roleDetail, userDetail } from "./details.ts";

const KINDS = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] as const;

/** AWS returns smaller pages than asked for where items are large: only IsTruncated says whether there are more. */
const MOST_ON_A_PAGE = 300;

export const getAccountAuthorizationDetails = defineAction({
  service: "iam",
  name: "GetAccountAuthorizationDetails",
  params: { Filter: list(text({ oneOf: KINDS })), ...pagingParams },
  access: () => [onAccount("iam:GetAccountAuthorizationDetails")],
  run: ({ world, account, params }) => {
    const wanted = new Set(params.Filter.length > 0 ? params.Filter : KINDS);
    const entries = entriesOf(account).filter(({ kind }) => wanted.has(kind));
    const MaxItems = Math.min(params.MaxItems ?? 100, MOST_ON_A_PAGE);
    const { items, ...rest } = pageOf(
      entries,
      { ...params, MaxItems },
      ({ kind, arn }) => `${KINDS.indexOf(kind)}/${arn}`,
    );
    const profiles = profilesByRole(account);
    return {
      UserDetailList: items.flatMap(({ user }) => (user ? [userDetail(user)] : [])),
      GroupDetailList: [],
      RoleDetailList: items.flatMap(({ role }) =>
        role ? [roleDetail(world, account, role, profiles.get(role.name) ?? [])] : [],
      ),
      Policies: items.flatMap(({ policy }) => (policy ? [policyDetail(account, policy)] : [])),
      ...rest,
    };
  },
});

/** All entries in one list, because paging runs across types. Includes every AWS managed policy, attached or not. */
function entriesOf(account: Account) {
  const { tables, partition } = account;
  type Entry = {
    kind: (typeof KINDS)[number];
    arn: string;
    user?: ReturnType<typeof tables.users.values>[number];
    role?: ReturnType<typeof tables.roles.values>[number];
    policy?: ReturnType<typeof tables.policies.values>[number];
  };
  const entries: Entry[] = [
    ...tables.users.seenValues().map((user) => ({ kind: "User" as const, arn: user.arn, user })),
    ...tables.roles.seenValues().map((role) => ({ kind: "Role" as const, arn: role.arn, role })),
    ...tables.policies
      .seenValues()
      .map((policy) => ({ kind: "LocalManagedPolicy" as const, arn: policy.arn, policy })),
    ...[...awsManagedPolicies(partition).values()].map((policy) => ({
      kind: "AWSManagedPolicy" as const,
      arn: policy.arn,
      policy,
    })),
  ];
  return entries;
}

function profilesByRole(account: Account): Map<string, InstanceProfile[]> {
  const byRole = new Map<string, InstanceProfile[]>();
  for (const profile of account.tables.instanceProfiles.seenValues()) {
    for (const role of profile.roles) byRole.set(role, [...(byRole.get(role) ?? []), profile]);
  }
  return byRole;
}
