/** Taking some actions out of a Deny in the policies a role carries. Browser-safe. */

import { iam, quote, quoteDocument } from "#lib/iac/shell.ts";
import { diffPolicies } from "#lib/iam-policy/diff.ts";
import { matchesAction } from "#lib/iam-policy/match.ts";
import { isObject, type JsonObject, type PolicyJson, parsePolicy, strings } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { joined } from "#lib/joined.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { ABOUT_VERSIONS, dropDenyCommands } from "./drop-deny.ts";
import { cliFix, type Fix, textFix } from "./fix.ts";

export type DenyingPolicy = { name: string; arn?: string; document?: string };

/**
 * For each policy that denies and whose text is known the document without the Deny of these actions, and the command
 * that writes it; for the others the command that finds it out.
 */
export function denyFixes(
  roleArn: RoleArn,
  connection: Connection,
  actions: string[],
  policies: DenyingPolicy[],
): Fix[] {
  const narrowed = policies.flatMap((policy) => {
    const parsed = policy.document ? parsePolicy(policy.document) : undefined;
    if (!parsed?.ok) return [];
    return [{ policy, before: parsed.document.json, after: withoutDeny(parsed.document.json, actions) }];
  });
  const { partition, name: roleName } = roleArn;
  const documents = narrowed.map((one) => narrowedFix(one, roleName));
  const unread = policies.filter((policy) => !narrowed.some((known) => known.policy === policy));
  const commands = [
    ...(narrowed.some(({ policy }) => policy.arn) ? ABOUT_VERSIONS : []),
    ...narrowed.map(({ policy, after }) => writePolicy(roleArn, policy, after)),
    ...unread.flatMap(({ arn }) => dropDenyCommands({ partition, roleName, policyArn: arn, actions })),
    ...(policies.length === 0 ? dropDenyCommands({ partition, roleName, actions }) : []),
  ];
  const wildcards = narrowed.flatMap((one) => wildcardFix(one, actions));
  return [...documents, cliFix("AWS CLI", connection, commands), ...wildcards];
}

type Narrowed = { policy: DenyingPolicy; before: PolicyJson; after: PolicyJson };

/** The document as it should be. AWS stores none without a statement: such a policy goes. */
function narrowedFix({ policy, before, after }: Narrowed, roleName: string): Fix {
  const title = `Policy ${policy.name}`;
  if (isEmpty(after)) {
    const go = policy.arn ? `Detach ${policy.name} from` : `Delete the inline policy ${policy.name} of`;
    return textFix(title, `${go} the role ${roleName}: without this Deny no statement is left in it.`);
  }
  return {
    ...textFix(title, prettyPolicy(after)),
    before: prettyPolicy(before),
    diff: diffPolicies(before, after),
  };
}

/** What is taken out with the actions, because a wildcard cannot spare some of what it covers. */
function wildcardFix({ policy, before }: Narrowed, actions: string[]): Fix[] {
  const wildcards = statementsOf(before)
    .filter(({ Effect, Action }) => Effect === "Deny" && !strings(Action).includes("*"))
    .flatMap(({ Action }) => strings(Action).filter((pattern) => /[*?]/.test(pattern)))
    .filter((pattern) => covers(pattern, actions));
  if (wildcards.length === 0) return [];
  const named = joined([...new Set(wildcards)]);
  return [
    textFix(
      `What else leaves ${policy.name}`,
      `The Deny of ${named} is taken out with all it covers, because IAM cannot spare single actions of such a wildcard. Deny again, by name, what of that has to stay denied.`,
    ),
  ];
}

/** A Deny of `*` becomes a Deny of everything but these; where only a wildcard covers them the statement goes. */
export function withoutDeny(json: PolicyJson, actions: string[]): PolicyJson {
  return { ...json, Statement: statementsOf(json).flatMap((statement) => sparing(statement, actions)) };
}

function statementsOf({ Statement: written }: PolicyJson): JsonObject[] {
  return (Array.isArray(written) ? written : [written]).filter(isObject);
}

function covers(pattern: string, actions: string[]): boolean {
  return actions.some((action) => matchesAction(pattern, action));
}

function isEmpty(json: PolicyJson): boolean {
  return statementsOf(json).length === 0;
}

function sparing(statement: JsonObject, actions: string[]): JsonObject[] {
  if (statement.Effect !== "Deny") return [statement];
  if (statement.NotAction !== undefined) {
    const spared = [...strings(statement.NotAction), ...actions];
    return [{ ...statement, NotAction: [...new Set(spared)] }];
  }
  const patterns = strings(statement.Action);
  if (patterns.includes("*")) {
    const { Action: _, ...rest } = statement;
    return [{ ...rest, NotAction: actions }];
  }
  const left = patterns.filter((pattern) => !covers(pattern, actions));
  if (left.length === patterns.length) return [statement];
  return left.length === 0 ? [] : [{ ...statement, Action: left }];
}

/** A policy has to hold something: one that is left without a statement goes. */
function writePolicy({ partition, name }: RoleArn, policy: DenyingPolicy, document: PolicyJson): string {
  const role = { "role-name": quote(name) };
  if (policy.arn) {
    const managed = { "policy-arn": quote(policy.arn) };
    if (isEmpty(document)) return iam(partition, "detach-role-policy", { ...role, ...managed });
    const version = { ...managed, "set-as-default": "", "policy-document": quoteDocument(document) };
    return iam(partition, "create-policy-version", version);
  }
  const inline = { ...role, "policy-name": quote(policy.name) };
  if (isEmpty(document)) return iam(partition, "delete-role-policy", inline);
  return iam(partition, "put-role-policy", { ...inline, "policy-document": quoteDocument(document) });
}
