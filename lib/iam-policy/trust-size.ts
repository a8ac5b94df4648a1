/** The length of a trust policy as IAM counts it, and a shorter way of writing the same. Browser-safe. */
import { isObject, type Json, type JsonObject, type PolicyJson, strings } from "./parse.ts";
import { oneOrMany, rawStatements } from "./raw-statements.ts";

/** IAM's quota "Role trust policy length", which can be raised. Source: IAM quotas, IAM User Guide. */
export const TRUST_POLICY_QUOTA = 2048;

/** Characters without white space, which IAM does not count. */
export function trustPolicySize(json: Json): number {
  return JSON.stringify(json).replace(/\s/g, "").length;
}

/**
 * The same policy in fewer characters: no Id, no Sids, no empty conditions, accounts as their numbers, lists of one as
 * strings, and statements that differ only in their principals or only in their actions as one.
 */
export function shortestEquivalent({ Version, Statement }: PolicyJson): PolicyJson {
  const short = rawStatements({ Statement }).map(shortened);
  const merged = joinedBy("Action", joinedBy("Principal", short));
  return {
    ...(Version !== undefined && { Version }),
    Statement: merged.length === 1 ? (merged[0] as Json) : merged,
  };
}

function shortened(written: JsonObject): JsonObject {
  const { Sid: _, Condition, ...statement } = written;
  const isEmpty = isObject(Condition) && Object.keys(Condition).length === 0;
  const { Principal } = statement;
  return {
    ...statement,
    ...(isObject(Principal) && {
      Principal: mapped(Principal, (names) => [...new Set(names.map(asNumber))]),
    }),
    ...(statement.Action !== undefined && { Action: oneOrMany([...new Set(strings(statement.Action))]) }),
    ...(Condition !== undefined && !isEmpty && { Condition: shortCondition(Condition) }),
  };
}

function shortCondition(condition: Json): Json {
  if (!isObject(condition)) return condition;
  const operators = Object.entries(condition).map(([operator, keys]) => [
    operator,
    isObject(keys) ? mapped(keys, (values) => values) : keys,
  ]);
  return Object.fromEntries(operators) as JsonObject;
}

function mapped(lists: JsonObject, change: (values: string[]) => string[]): JsonObject {
  const entries = Object.entries(lists).map(([name, values]) => [name, oneOrMany(change(strings(values)))]);
  return Object.fromEntries(entries) as JsonObject;
}

/** `arn:aws:iam::123456789012:root` and `123456789012` are the same principal. */
function asNumber(name: string): string {
  return /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? name;
}

/** Statements that are the same in all but this member become one; the first keeps its place. */
function joinedBy(member: "Principal" | "Action", statements: JsonObject[]): JsonObject[] {
  const groups = new Map<string, JsonObject>();
  for (const statement of statements) {
    const { [member]: own, ...rest } = statement;
    const key = JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const group = groups.get(key);
    const both = group && own !== undefined ? together(group[member], own) : undefined;
    // What cannot be joined, such as `"*"` and names, stays a statement of its own.
    if (group && both === undefined) groups.set(`${key}${groups.size}`, statement);
    else groups.set(key, group ? { ...group, [member]: both as Json } : statement);
  }
  return [...groups.values()];
}

function together(one: Json | undefined, other: Json): Json | undefined {
  if (one === undefined) return undefined;
  if (!isObject(one) && !isObject(other) && one !== "*" && other !== "*") {
    return oneOrMany([...new Set([...strings(one), ...strings(other)])]);
  }
  if (!isObject(one) || !isObject(other)) return undefined;
  const kinds = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const joined = kinds.map((kind) => [
    kind,
    oneOrMany([...new Set([...strings(one[kind]), ...strings(other[kind])])].toSorted()),
  ]);
  return Object.fromEntries(joined) as JsonObject;
}
