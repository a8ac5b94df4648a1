/** Fixes that take some actions out of a Deny in a role's policies, for a person to approve. Browser-safe. */

import { inlinePolicyPage, policyPage } from "#lib/aws/console-pages.ts";
import { iam, quote, quoteDocument } from "#lib/iac/shell.ts";
import { diffPolicies } from "#lib/iam-policy/diff.ts";
import { type PolicyJson, parsePolicy } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { type SparedStatement, sparingActions } from "#lib/iam-policy/sparing.ts";
import { joined } from "#lib/joined.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { denyByHandFixes } from "./deny-by-hand.ts";
import { cliFix, consoleFix, type Fix } from "./fix.ts";

export type DenyingPolicy = { name: string; arn?: string; document?: string };

type Narrowed = {
  policy: DenyingPolicy;
  before: PolicyJson;
  after: PolicyJson;
  statements: SparedStatement[];
};

/**
 * Returns, for each policy whose text is known, the changed document and the command that writes it; for others, how to
 * change them.
 */
export function denyFixes(
  roleArn: RoleArn,
  connection: Connection,
  actions: string[],
  policies: DenyingPolicy[],
): Fix[] {
  const narrowed = policies.flatMap((policy) => narrow(policy, actions, roleArn.arn));
  const unread = policies.filter((policy) => !narrowed.some((known) => known.policy === policy));
  const several = narrowed.length > 1;
  const known = narrowed.flatMap((one) => fixesOf(one, { roleArn, connection, several }));
  if (unread.length === 0 && policies.length > 0) return inOrder(known);
  const [first] = unread;
  const byHand = denyByHandFixes({
    account: connection,
    role: roleArn,
    actions,
    ...(unread.length === 1 && { policyArn: first?.arn }),
  });
  if (known.length === 0) return byHand;
  return [...inOrder(known), ...byHand.map((fix) => ({ ...fix, title: `${fix.title}: other policies` }))];
}

function narrow(policy: DenyingPolicy, actions: string[], roleArn: string): Narrowed[] {
  const parsed = policy.document ? parsePolicy(policy.document) : undefined;
  if (!parsed?.ok) return [];
  const before = parsed.document.json;
  const { after, statements } = sparingActions(before, actions, roleArn);
  return statements.length > 0 ? [{ policy, before, after, statements }] : [];
}

const ORDER: Fix["kind"][] = ["console", "trust_policy", "text", "aws_cli", "terraform"];

function inOrder(fixes: Fix[]): Fix[] {
  return fixes.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}

type For = { roleArn: RoleArn; connection: Connection; several: boolean };

function fixesOf(one: Narrowed, { roleArn, connection, several }: For): Fix[] {
  const { policy, before, after } = one;
  const of = several ? `: ${policy.name}` : "";
  const notes = notesOf(one);
  const { partition, name } = roleArn;
  const url = policy.arn ? policyPage(partition, policy.arn) : inlinePolicyPage(partition, name, policy.name);
  const where = policy.arn ? `IAM, Policies, ${policy.name}` : `IAM, Roles, ${name}, ${policy.name}`;
  const open = `Sign in to AWS account ${connection.accountId} and open the policy ${policy.name} (${where}).`;
  const isEmpty = (after.Statement as unknown[]).length === 0;
  const takeAway = policy.arn ? `Detach ${policy.name} from the role ${name}` : `Delete ${policy.name}`;
  const done = isEmpty
    ? `${policy.name} is ${policy.arn ? "detached from" : "deleted from"} ${name}.`
    : `${policy.name} no longer denies this.`;
  return [
    consoleFix({
      title: `AWS console${of}`,
      url,
      notes,
      ...(isEmpty
        ? { steps: [open, `${takeAway}, come back here and press Retry.`] }
        : {
            steps: [
              open,
              "Choose Edit and JSON, select all of the text and paste the policy below in its place.",
              "Choose Next and Save changes, come back here and press Retry.",
            ],
            body: prettyPolicy(after),
            before: prettyPolicy(before),
            diff: diffPolicies(before, after),
          }),
    }),
    { ...cliFix(`AWS CLI${of}`, connection, writing(one, roleArn, isEmpty), { done }), notes },
  ];
}

/** Notes on what statement changes and how, who else has the policy, and what else it affects. */
function notesOf({ policy, after, statements }: Narrowed): string[] {
  const isEmpty = (after.Statement as unknown[]).length === 0;
  return [
    ...statements.map(changeOf),
    ...(isEmpty
      ? [
          `Nothing else is in ${policy.name}, and AWS stores no policy without a statement, so the policy itself goes.`,
        ]
      : []),
    ...(policy.arn && !isEmpty
      ? [
          `Whoever else has ${policy.name} attached gets the change too. A policy has room for 5 versions: if AWS answers LimitExceeded, delete one that is not the default first.`,
        ]
      : []),
  ];
}

function changeOf({ index, sid, change, patterns }: SparedStatement): string {
  const which = `Statement ${index + 1}${sid ? ` (${sid})` : ""}`;
  switch (change) {
    case "excepts_role":
      return `${which} denies whoever has not signed in with a second factor (MFA). No machine has one, so it stops every machine that runs as this role. The role is excepted from it; it goes on holding for everybody else.`;
    case "denies_all_but":
      return `${which} goes on denying everything except what machines need here.`;
    case "removed":
      return `${which} is removed: it denies nothing else.`;
    case "fewer_actions":
      return patterns.length > 0
        ? `${which} no longer denies ${joined(patterns)}. IAM cannot leave single actions out of such a pattern: deny again, by name, what of it has to stay denied.`
        : `${which} no longer denies the actions that machines need. It goes on denying the others in its list.`;
    default:
      return change satisfies never;
  }
}

function writing({ policy, after }: Narrowed, { partition, name }: RoleArn, isEmpty: boolean): string[] {
  const role = { "role-name": quote(name) };
  if (policy.arn) {
    const managed = { "policy-arn": quote(policy.arn) };
    if (isEmpty) return [iam(partition, "detach-role-policy", { ...role, ...managed })];
    const version = { ...managed, "set-as-default": "", "policy-document": quoteDocument(after) };
    return [iam(partition, "create-policy-version", version)];
  }
  const inline = { ...role, "policy-name": quote(policy.name) };
  if (isEmpty) return [iam(partition, "delete-role-policy", inline)];
  return [iam(partition, "put-role-policy", { ...inline, "policy-document": quoteDocument(after) })];
}
