import { acceptTrust } from "../../policies/trust.ts";
import { policySize } from "../../policies/validate.ts";
import type { Account } from "../../state/account.ts";
import { newId } from "../../state/ids.ts";
import type { Role } from "../../state/records.ts";
import { entityAlreadyExists, invalidInput, quotaExceeded } from "../../wire/errors.ts";
import { optional } from "../../wire/params.ts";
import { defineAction, isoTime } from "../action.ts";
import { onNewWithTags } from "./access.ts";
import { checkBoundary } from "./boundary.ts";
import {
  description,
  maxSessionDuration,
  path,
  policyArn,
  policyDocumentText,
  roleName,
  tags,
} from "./names.ts";
import { mergeTags, ofRoles } from "./tags.ts";
import { roleInList } from "./views.ts";

export const createRole = defineAction({
  service: "iam",
  name: "CreateRole",
  params: {
    RoleName: roleName,
    AssumeRolePolicyDocument: policyDocumentText,
    Path: path,
    Description: description,
    MaxSessionDuration: maxSessionDuration,
    PermissionsBoundary: optional(policyArn),
    Tags: tags,
  },
  access: ({ account, params }) => {
    const resource = `role${params.Path ?? "/"}${params.RoleName}`;
    const context = { "iam:PermissionsBoundary": params.PermissionsBoundary };
    return onNewWithTags(account, "iam:CreateRole", "iam:TagRole", resource, params.Tags, context);
  },
  run: ({ world, account, params, now }) => {
    const { RoleName: name, Path = "/", PermissionsBoundary: boundary } = params;
    if (/^\/aws-(service-role|reserved)\//.test(Path))
      throw invalidInput(`Path ${Path} is reserved for AWS use.`);
    if (account.tables.roles.get(name.toLowerCase())) {
      throw entityAlreadyExists(`Role with name ${name} already exists.`);
    }
    const { roles: quota } = account.settings.quotas;
    if (account.tables.roles.size >= quota) throw quotaExceeded("RolesPerAccount", quota);
    checkTrustSize(account, params.AssumeRolePolicyDocument);
    if (boundary) checkBoundary(world, account, boundary);
    const role: Role = {
      name,
      path: Path,
      id: newId("AROA"),
      arn: account.arn(`role${Path}${name}`),
      createdAt: isoTime(now),
      attached: [],
      inline: {},
      tags: mergeTags([], params.Tags, ofRoles),
      trust: acceptTrust(world, account.partition, params.AssumeRolePolicyDocument),
      maxSessionSeconds: params.MaxSessionDuration ?? 3600,
      ...(boundary && { boundary }),
      ...(params.Description && { description: params.Description }),
    };
    account.saveRole(role);
    return { Role: { ...roleInList(world, role), Tags: role.tags.length > 0 ? role.tags : undefined } };
  },
});

/** Refuses a trust policy over the quota, which IAM calls ACLSizePerRole. */
export function checkTrustSize(account: Account, text: string): void {
  const { trustSize } = account.settings.quotas;
  if (policySize(text) > trustSize) throw quotaExceeded("ACLSizePerRole", trustSize);
}
