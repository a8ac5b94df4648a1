/** The set-up as plain documents, for those who do it by hand or by tools of their own. Browser-safe. */
import { hasTags, tagList } from "#lib/aws/tags.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { roleArnOf } from "#lib/role-arn/role-arn.ts";
import type { Permission } from "./permissions.ts";
import type { Setup } from "./setup.ts";
import { setupPolicies } from "./setup-policies.ts";
import { TRUST_STATEMENTS } from "./trust-policy.ts";

export type SetupJson = {
  accountId: string;
  partition: string;
  platformPrincipalArn: string;
  externalId: string;
  connectionRole: {
    arn: string;
    name: string;
    path: string;
    description: string;
    trustPolicy: PolicyJson;
    inlinePolicy: { name: string; document: PolicyJson };
    /** A managed policy to be made first, and set as the role's permissions boundary. */
    permissionsBoundary?: { name: string; arn: string; path: string; document: PolicyJson };
  };
  policies: { name: string; arn: string; path: string; why: string; document: PolicyJson }[];
  /** To be set on the connection role and on each policy, the boundary too. */
  tags?: { Key: string; Value: string }[];
  /** Why the trust policy says what it says. */
  trust: { sid: string; action: string; why: string }[];
  /** Why the inline policy says what it says. */
  permissions: Pick<Permission, "sid" | "why" | "actions" | "deniesOthers">[];
};

export function setupJson(setup: Setup): SetupJson {
  const { accountId, partition, platformPrincipalArn, externalId } = setup;
  const { connectionRole, boundary, permissions, policies, tags } = setupPolicies(setup);
  const { name, path } = connectionRole;
  return {
    accountId,
    partition,
    platformPrincipalArn,
    externalId,
    connectionRole: {
      arn: roleArnOf({ partition, accountId, path, name }).arn,
      ...connectionRole,
      inlinePolicy: { name: permissions.name, document: permissions.document },
      ...(boundary && { permissionsBoundary: boundary }),
    },
    policies: policies.map((policy) => ({
      name: policy.name,
      arn: policy.arn,
      path: policy.path,
      why: policy.why,
      document: policy.document,
    })),
    ...(hasTags(tags) && { tags: tagList(tags) }),
    trust: TRUST_STATEMENTS.map((statement) => ({ ...statement })),
    permissions: permissions.reasons.map(({ sid, why, actions, deniesOthers }) => ({
      sid,
      why,
      actions,
      ...(deniesOthers && { deniesOthers }),
    })),
  };
}
