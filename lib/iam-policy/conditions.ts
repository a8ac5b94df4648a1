/** Would a condition hold when EC2 itself assumes a role for an instance? Browser-safe. */
import { type ConditionOperator, holdsWithoutKey, readOperator } from "./condition-operator.ts";
import { ec2CallHas, INSTANCE_ID_SHAPE, isAbsentFromEc2Call, isInstanceIdCharacter } from "./ec2-call.ts";
import { matchesPattern } from "./match.ts";
import type { Condition } from "./parse.ts";

/** `unknown`: AWS does not document whether EC2's call carries the key, or what its value is. */
export type Holds = "yes" | "no" | "unknown";

/** All conditions of one statement together: they are ANDed. */
export function holdForEc2(conditions: readonly Condition[]): Holds {
  const each = conditions.map(holdsForEc2);
  if (each.includes("no")) return "no";
  return each.includes("unknown") ? "unknown" : "yes";
}

export function holdsForEc2(condition: Condition): Holds {
  const key = condition.key.toLowerCase();
  const operator = readOperator(condition.operator);
  const values = condition.values.filter((value) => !namesAbsentKey(value));
  const carried = ec2CallHas(key);
  if (operator.base === "null") return holdsNull(values, carried !== undefined, isAbsentFromEc2Call(key));
  if (carried !== undefined) return holdsForValue(operator, values, carried);
  const without = holdsWithoutKey(operator) ? "yes" : "no";
  if (isAbsentFromEc2Call(key)) return without;
  // Nobody knows whether the key is there: certain only where both cases end alike.
  return without === holdsForAnyValue(operator, key, values) ? without : "unknown";
}

/** A value with a policy variable of a key that EC2's call does not have matches nothing: `${aws:username}`. */
function namesAbsentKey(value: string): boolean {
  const keys = [...value.matchAll(/\$\{([^},]+)\}/g)].map(([, key = ""]) => key.trim().toLowerCase());
  return keys.some(isAbsentFromEc2Call);
}

function holdsNull(values: string[], isPresent: boolean, isAbsent: boolean): Holds {
  if (!isPresent && !isAbsent) return "unknown";
  const wantsAbsent = values.some((value) => value.toLowerCase() === "true");
  return wantsAbsent === isAbsent ? "yes" : "no";
}

/** `carried` is the value, or the shape of an instance ID. */
function holdsForValue({ base, negated }: ConditionOperator, values: string[], carried: string): Holds {
  if (!/^(?:bool|string)/.test(base) || values.some((value) => value.includes("${"))) return "unknown";
  const folds = base === "bool" || base.includes("ignorecase");
  const fold = (text: string) => (folds ? text.toLowerCase() : text);
  const matches = (same: (p: string, t: string) => boolean) =>
    values.some((value) =>
      base.includes("like") ? matchesPattern(value, carried, same) : equals(fold(value), fold(carried), same),
    );
  if (matches((p, t) => p === t)) return negated ? "no" : "yes";
  const mayMatch = carried === INSTANCE_ID_SHAPE && matches(isInstanceIdCharacter);
  if (mayMatch) return "unknown";
  return negated ? "yes" : "no";
}

function equals(value: string, text: string, same: (p: string, t: string) => boolean): boolean {
  return value.length === text.length && [...value].every((character, at) => same(character, text[at] ?? ""));
}

/** Of a key whose value nobody knows: certain for `*`, and for values that no such key can have. */
function holdsForAnyValue({ base, negated }: ConditionOperator, key: string, values: string[]): Holds {
  if (base.includes("like") && values.includes("*")) return negated ? "no" : "yes";
  const possible = values.some((value) => canBeValueOf(key, value, base.includes("like")));
  if (possible) return "unknown";
  return negated ? "yes" : "no";
}

const ACCOUNT_KEYS = ["aws:sourceaccount", "aws:resourceaccount"];
const ARN_KEYS = ["aws:sourcearn"];

/** An account ID has twelve digits, and an ARN begins with `arn:`: anything else never matches. */
function canBeValueOf(key: string, value: string, hasWildcards: boolean): boolean {
  if (value.includes("${")) return true;
  if (ACCOUNT_KEYS.includes(key)) {
    if (!hasWildcards) return /^\d{12}$/.test(value);
    const length = value.replaceAll("*", "").length;
    return /^[\d*?]+$/.test(value) && (value.includes("*") ? length <= 12 : length === 12);
  }
  return !ARN_KEYS.includes(key) || /^(?:arn:|[*?])/.test(value);
}
