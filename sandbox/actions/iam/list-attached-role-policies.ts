import { pageOf, pagingParams } from "../../wire/paging.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToRead } from "./find.ts";
import { pathPrefix, roleName } from "./names.ts";

export const listAttachedRolePolicies = defineAction({
  service: "iam",
  name: "ListAttachedRolePolicies",
  params: { RoleName: roleName, PathPrefix: pathPrefix, ...pagingParams },
  access: ({ account, params }) => [onRole(account, "iam:ListAttachedRolePolicies", params.RoleName)],
  run: ({ account, params }) => {
    const prefix = `policy${params.PathPrefix ?? "/"}`;
    const role = roleToRead(account, params.RoleName);
    const arns = role.attached.filter((arn) => arn.split(":")[5]?.startsWith(prefix));
    const { items, ...rest } = pageOf(arns, params, (arn) => arn);
    return { AttachedPolicies: items.map(attachedPolicy), ...rest };
  },
});

export const attachedPolicy = (arn: string) => ({
  PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
  PolicyArn: arn,
});
