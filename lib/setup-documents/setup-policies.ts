/** The documents behind every way of setting an account up: each format writes the same. Browser-safe. */
import type { Tags } from "#lib/aws/tags.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import { connectionPermissions, type Permission, permissionDocument } from "./permissions.ts";
import { CONNECTION_PATH, CONNECTION_POLICY, connectionRolePath, type Setup } from "./setup.ts";
import { connectionTrustPolicy, TRUST_STATEMENTS } from "./trust-policy.ts";

export type SetupPolicies = {
  connectionRole: { name: string; path: string; description: string; trustPolicy: PolicyJson };
  /** The connection role's permissions boundary, a managed policy; null where it is not wanted. */
  boundary: { name: string; arn: string; path: string; document: PolicyJson } | null;
  /** The connection role's inline policy, and why it says what it says. */
  permissions: { name: string; document: PolicyJson; reasons: Permission[] };
  /** The customer-managed required policies. */
  policies: (RequiredPolicy & { document: PolicyJson; path: string })[];
  /** On all of these. */
  tags: Tags;
};

export function setupPolicies(setup: Setup): SetupPolicies {
  const reasons = connectionPermissions(setup);
  const document = permissionDocument(reasons);
  return {
    boundary: setup.withoutBoundary ? null : boundaryOf(setup, document),
    connectionRole: {
      name: setup.connectionRoleName,
      path: connectionRolePath(setup),
      description: "Lets Rolecall check and prepare instance roles",
      trustPolicy: connectionTrustPolicy(setup),
    },
    permissions: { name: CONNECTION_POLICY, document, reasons },
    policies: setup.requiredPolicies.flatMap((policy) =>
      policy.document ? [{ ...policy, document: policy.document, path: policy.path ?? "/" }] : [],
    ),
    tags: setup.tags ?? {},
  };
}

export const BOUNDARY_WHY =
  "the connection role can never do more than this, whatever policies it is given later.";
export const BOUNDARY_DESCRIPTION = "The most that the connection role of Rolecall can ever do";

/** Says the same as the inline policy: what is added to the role later changes nothing by itself. */
function boundaryOf({ partition, accountId, connectionRoleName }: Setup, document: PolicyJson) {
  const name = `${connectionRoleName}-boundary`;
  const arn = `arn:${partition}:iam::${accountId}:policy${CONNECTION_PATH}${name}`;
  return { name, arn, path: CONNECTION_PATH, document };
}

/**
 * Of the customer-managed policies. Always the same: AWS cannot change a policy's description, so that a stack or a
 * plan with another one would want to replace the policy.
 */
export const POLICY_DESCRIPTION = "Required by Rolecall on the roles that its clusters run as";

/** What the documents say on top, a line each. */
export function setupHeading(setup: Setup): string[] {
  const { accountId, platformPrincipalArn, rolePath, rolePrefix, neverMakeProfiles } = setup;
  const scope = rolePath || rolePrefix ? `roles ${rolePath ?? "/"}${rolePrefix ?? ""}*` : "roles";
  const attach = `prepare ${scope} of this account for EC2: attach the policies listed and no others`;
  return [
    `Connects AWS account ${accountId} to Rolecall.`,
    `It lets ${platformPrincipalArn}, and with this account's external ID only,`,
    ...(neverMakeProfiles
      ? [`${attach}.`, "It makes no instance profiles, creates no keys and reads no data."]
      : [`${attach}, and make instance profiles`, "below /rolecall/. It creates no keys and reads no data."]),
  ];
}

/** The reasons as lines: one for each statement, one for each action below it. */
export function reasonLines({ sid, why, actions, deniesOthers }: Permission): string[] {
  const denies = deniesOthers ? ["  Denied is everything but:"] : [];
  return [`${sid}: ${why}`, ...denies, ...actions.map((one) => `  ${one.action} ${one.why}`)];
}

/** The same of the trust policy's statements. */
export function trustLines(): string[] {
  return TRUST_STATEMENTS.map(({ sid, why }) => `${sid}: ${why}`);
}
