import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onPolicy } from "./access.ts";
import { carriersOf, policyToRead } from "./find.ts";
import { policyArn } from "./names.ts";

export const listEntitiesForPolicy = defineAction({
  service: "iam",
  name: "ListEntitiesForPolicy",
  params: { PolicyArn: policyArn, ...pagingParams },
  access: ({ world, params }) => [onPolicy(world, "iam:ListEntitiesForPolicy", params.PolicyArn)],
  run: ({ world, account, params }) => {
    const { arn } = policyToRead(world, account, params.PolicyArn);
    const { roles, users } = carriersOf(account, arn);
    const carriers = [
      ...roles.map(({ name, id }) => ({ kind: "role" as const, name, id })),
      ...users.map(({ name, id }) => ({ kind: "user" as const, name, id })),
    ];
    const { items, ...rest } = pageOf(carriers, params, ({ kind, name }) => `${kind}/${name}`);
    return {
      PolicyGroups: [],
      PolicyUsers: items
        .filter(({ kind }) => kind === "user")
        .map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: items
        .filter(({ kind }) => kind === "role")
        .map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...rest,
    };
  },
});
