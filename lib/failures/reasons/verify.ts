/** Reasons of the step `verify`. Browser-safe. */

import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { boundaryFixes } from "../fixes/boundary-fix.ts";
import { denyFixes } from "../fixes/deny-fix.ts";
import type { Fix } from "../fixes/fix.ts";
import { organizationFix } from "../fixes/organization-fix.ts";
import type { ReasonContext, Reasons } from "./reason.ts";
import { seconds, shortList, thing } from "./words.ts";

export type VerifyReason =
  | "permissions_boundary_blocks"
  | "scp_blocks"
  | "explicit_deny_blocks"
  | "propagation_timeout";

export const VERIFY_REASONS: Reasons<VerifyReason> = {
  permissions_boundary_blocks: {
    title: "The permissions boundary keeps the role from its work",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) => {
      const boundary = `its permissions boundary${facts.boundaryArn ? ` ${nameInArn(facts.boundaryArn)}` : ""}`;
      const forbids = (facts.forbidden ?? []).length > 0;
      return `Even with the required policies, the role ${roleArn.name} may not do all that machines need: ${boundary}, the upper limit of what the role may do, ${forbids ? "forbids" : "does not allow"} ${shortList(facts.actions)}. ${forbids ? "Take these actions out of its Deny, and let it allow" : "Let it allow"} what the policies allow.`;
    },
    fixes: boundaryFix,
  },
  scp_blocks: {
    title: "A policy of your AWS organization denies what machines need",
    actor: "org_admin",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `Even with the required policies, the role ${roleArn.name} may not do all that machines need: a service control policy of your AWS organization denies ${shortList(facts.actions)}. No change in this account helps: the organization's administrators have to except the role.`,
    fixes: ({ roleArn, connection, facts, aws }) => [
      organizationFix({
        account: connection,
        layer: "scp",
        principalArn: roleArn.arn,
        actions: facts.actions,
        policyArn: aws?.policyArn,
      }),
    ],
  },
  explicit_deny_blocks: {
    title: "One of the role's policies denies what machines need",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) => {
      const names = (facts.deniedBy ?? []).map(({ name }) => name);
      const [where, denies] =
        names.length > 1
          ? [`its policies ${joined(names)}`, "deny"]
          : [names.length === 1 ? `its policy ${names[0]}` : "one of its policies", "denies"];
      return `Even with the required policies, the role ${roleArn.name} may not do all that machines need: ${where} ${denies} ${shortList(facts.actions)}, and a Deny wins over every Allow. Take these actions out of it.`;
    },
    fixes: ({ roleArn, connection, facts }) =>
      denyFixes(roleArn, connection, facts.actions, facts.deniedBy ?? []),
  },
  propagation_timeout: {
    title: "AWS does not show the changes yet",
    actor: "nobody",
    retry: "wait",
    detail: ({ facts }) =>
      `Rolecall made its changes, but after ${seconds(facts.waitedMs)} AWS still did not show ${shortList(facts.what.map(thing))}. Either AWS is slow, or somebody took it away meanwhile. Rolecall took back all that it had added. Retry in a few minutes; if this comes again, find out who changes the role.`,
    fixes: () => [],
  },
};

/** Makes the boundary allow what the required policies allow. */
export function boundaryFix(context: BoundaryContext): Fix[] {
  return boundaryFixes({
    account: context.connection,
    role: context.roleArn,
    document: context.facts.boundaryDocument,
    boundaryArn: context.facts.boundaryArn,
    forbidden: context.facts.forbidden,
    statement: {
      Sid: "RolecallRequiredPolicies",
      Effect: "Allow",
      Action: actionsToAllow(context),
      Resource: "*",
    },
  });
}

type BoundaryContext = ReasonContext<"permissions_boundary_blocks" | "boundary_changed">;

/** All actions of the policies concerned, which the simulated ones represent. */
function actionsToAllow({ facts, requiredPolicies }: BoundaryContext): string[] {
  const concerned = requiredPolicies.filter(
    ({ name, arn }) => facts.policies.includes(name) || facts.policies.includes(arn),
  );
  const listed = concerned.flatMap(({ actions = [] }) => actions.map(({ action }) => action));
  return [...new Set([...facts.actions, ...listed])].sort();
}
