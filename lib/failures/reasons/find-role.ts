/** Reasons of the step `find_role`. Browser-safe. */

import { joined } from "#lib/joined.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import { missingPermissions } from "../fixes/connection-fix.ts";
import { denialFixes } from "../fixes/denial-fix.ts";
import { textFix } from "../fixes/fix.ts";
import { createRoleFixes } from "../fixes/role-fix.ts";
import type { Connection, Reasons } from "./reason.ts";
import { actorOf, connectionRole, inWords, refusedBecause } from "./words.ts";

export type FindRoleReason =
  | "role_not_found"
  | "role_arn_mismatch"
  | "role_read_denied"
  | "role_recreated"
  | "role_not_modifiable";

/** The full stop at a sentence's end, left out where the name may end with one. */
const fullStop = ({ name }: { name: string }) =>
  name.endsWith(".") ? ` Is it ${name.replace(/\.+$/, "")}, without the full stop at the end?` : "";

export const FIND_ROLE_REASONS: Reasons<FindRoleReason> = {
  role_not_found: {
    title: "There is no such role",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, connection }) =>
      `AWS knows no role named ${roleArn.name} in ${inWords(connection)}.${fullStop(roleArn)} Check the ARN first: if it is mistyped, register the right one in its place. If it is right, create the role.`,
    fixes: ({ roleArn, connection }) => [
      textFix("Check the ARN", lookAtArn(roleArn, connection)),
      ...createRoleFixes(roleArn, connection),
    ],
  },
  role_arn_mismatch: {
    title: "The role has another ARN",
    actor: "you",
    retry: "never",
    detail: ({ roleArn, facts }) =>
      `There is a role named ${roleArn.name}, but its full name (ARN) is ${facts.actualArn}. Register that one in place of this.`,
    fixes: ({ facts }) => [textFix("Register this ARN", facts.actualArn)],
  },
  role_read_denied: {
    title: "Rolecall may not read the role",
    actor: ({ aws }) => actorOf(aws),
    retry: "fix",
    detail: ({ roleArn, connection, facts, aws }) =>
      `Before it changes anything, Rolecall reads the role, and AWS did not let it call ${joined(facts.denied.map(({ action }) => action))} on ${roleArn.name}. ${refusedBecause(aws, connectionRole(connection))}`,
    fixes: ({ connection, requiredPolicies, facts, aws }) =>
      denialFixes({
        connection,
        aws,
        permissions: missingPermissions(unscoped(facts.denied), connection, requiredPolicies),
        topic: "read",
      }),
  },
  role_recreated: {
    title: "The role was deleted and created again",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn }) =>
      `The role ${roleArn.name} was deleted and created again under the same name. To AWS it is another role, and what Rolecall had set up was deleted with the old one. Retry sets up the new role. If nobody meant to replace it, find out first who did.`,
    fixes: () => [],
  },
  role_not_modifiable: {
    title: "Only AWS may change this role",
    actor: "role_owner",
    retry: "never",
    detail: ({ roleArn }) =>
      `The role ${roleArn.name} belongs to an AWS service, and only AWS can attach policies to it. Create a role of your own for the machines and register that.`,
    fixes: ({ roleArn, connection }) => {
      const own = `${roleArn.name.slice(0, 58)}-nodes`;
      const arn = `arn:${roleArn.partition}:iam::${roleArn.accountId}:role/${own}`;
      const made = createRoleFixes({ ...roleArn, arn, path: "/", name: own }, connection);
      return [
        ...made.map((fix) => ({ ...fix, title: `${fix.title}: a role of your own` })),
        textFix("Then register this ARN", arn),
      ];
    },
  },
};

/** Suggests checking the ARN: a typing mistake is likelier than a missing role. */
function lookAtArn({ arn, name }: RoleArn, connection: Connection): string {
  return [
    `1. Compare ${arn} with the ARN on the role's page in the AWS console (IAM, Roles). Is the role named exactly ${name}, and is it in ${inWords(connection)}?`,
    "2. If not, delete the entry with this ARN, if there is one, and register the right ARN.",
    "3. If it is, the role is not there yet or not any more: create it.",
  ].join("\n");
}

/** Grants reads for all roles of the account, as the set-up documents do. */
function unscoped(denied: readonly { action: string }[]): { action: string }[] {
  return denied.map(({ action }) => ({ action }));
}
