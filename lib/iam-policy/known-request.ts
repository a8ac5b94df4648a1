/** Would a policy's conditions hold for a request of which only some keys are known? Browser-safe. */
import { holdsWithoutKey, readOperator } from "./condition-operator.ts";
import { coversAction, matchesPattern } from "./match.ts";
import type { Condition, PolicyDocument, Statement } from "./parse.ts";

/** What a request says of a condition key: its values, that it does not have the key, or that nobody knows. */
export type KnownKey = readonly string[] | "absent" | "unknown";

/** @param key in lower case */
export type KnownKeys = (key: string) => KnownKey;

export type Act = { action: string; resourceArn: string };

/** `keys`: of an answer that is not known, the condition keys it hangs on. */
export type Answer = { holds: "yes" | "no" } | { holds: "unknown"; keys: string[] };

/** Whether a Deny of the document covers the act. */
export function deniesRequest(document: PolicyDocument, act: Act, known: KnownKeys): Answer {
  return anyHolds(document, "Deny", act, known);
}

/** Whether an Allow of the document covers the act. */
export function allowsRequest(document: PolicyDocument, act: Act, known: KnownKeys): Answer {
  return anyHolds(document, "Allow", act, known);
}

function anyHolds(
  { statements }: PolicyDocument,
  effect: Statement["effect"],
  act: Act,
  known: KnownKeys,
): Answer {
  const answers = statements
    .filter((statement) => statement.effect === effect && coversAction(statement, act.action))
    .map((statement) =>
      all([coversResource(statement, act), ...statement.conditions.map((one) => holds(one, known))]),
    );
  if (answers.some((answer) => answer.holds === "yes")) return YES;
  const keys = answers.flatMap((answer) => (answer.holds === "unknown" ? answer.keys : []));
  return answers.some(({ holds }) => holds === "unknown")
    ? { holds: "unknown", keys: [...new Set(keys)] }
    : NO;
}

const YES: Answer = { holds: "yes" };
const NO: Answer = { holds: "no" };

function all(answers: Answer[]): Answer {
  if (answers.some(({ holds }) => holds === "no")) return NO;
  const keys = answers.flatMap((answer) => (answer.holds === "unknown" ? answer.keys : []));
  return answers.every(({ holds }) => holds === "yes") ? YES : { holds: "unknown", keys };
}

/** A pattern with a policy variable may match, or not: that depends on the variable's key. */
function coversResource({ resources: { except, patterns } }: Statement, { resourceArn }: Act): Answer {
  const matching = patterns.filter((pattern) => matchesPattern(pattern.replace(VARIABLE, "*"), resourceArn));
  const certain = matching.filter((pattern) => !pattern.includes("${"));
  if (certain.length === 0 && matching.length > 0) {
    return { holds: "unknown", keys: matching.flatMap(variablesIn) };
  }
  return certain.length > 0 !== except ? YES : NO;
}

const VARIABLE = /\$\{([^},]*)[^}]*\}/g;
const variablesIn = (text: string) => [...text.matchAll(VARIABLE)].map(([, key = ""]) => key.trim());

/** Source: IAM User Guide, reference_policies_elements_condition_operators and …_multi-value-conditions. */
export function holds({ operator, key, values }: Condition, known: KnownKeys): Answer {
  const read = readOperator(operator);
  const { base, set, negated } = read;
  const actual = known(key.toLowerCase());
  const unknown: Answer = { holds: "unknown", keys: [key] };
  if (actual === "unknown") return unknown;
  const isAbsent = actual === "absent";
  if (base === "null") return isAbsent === values.some((value) => value.toLowerCase() === "true") ? YES : NO;
  if (isAbsent) return holdsWithoutKey(read) ? YES : NO;
  const compare = COMPARE[base.replace("not", "")];
  const variables = values.flatMap(variablesIn);
  if (!compare) return unknown;
  if (variables.length > 0) return { holds: "unknown", keys: [key, ...variables] };
  const fits = (value: string) => values.some((wanted) => compare(value, wanted)) !== negated;
  // A negated operator wants all of a key's values to differ, a positive one is content with one that fits.
  const wantsAll = set === "forallvalues" || (set === "" && negated);
  return (wantsAll ? actual.every(fits) : actual.some(fits)) ? YES : NO;
}

type Compare = (actual: string, wanted: string) => boolean;

const same: Compare = (a, b) => a === b;
const sameIgnoringCase: Compare = (a, b) => a.toLowerCase() === b.toLowerCase();
const like: Compare = (actual, wanted) => matchesPattern(wanted, actual);
const numeric =
  (test: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    test(Number(a), Number(b));
const dated =
  (test: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    test(time(a), time(b));

/** By the operator's name in lower case, without its "not". IP addresses are never among the known keys. */
const COMPARE: Record<string, Compare> = {
  stringequals: same,
  stringequalsignorecase: sameIgnoringCase,
  stringlike: like,
  bool: sameIgnoringCase,
  arnequals: like,
  arnlike: like,
  numericequals: numeric((a, b) => a === b),
  numericlessthan: numeric((a, b) => a < b),
  numericlessthanequals: numeric((a, b) => a <= b),
  numericgreaterthan: numeric((a, b) => a > b),
  numericgreaterthanequals: numeric((a, b) => a >= b),
  dateequals: dated((a, b) => a === b),
  datelessthan: dated((a, b) => a < b),
  datelessthanequals: dated((a, b) => a <= b),
  dategreaterthan: dated((a, b) => a > b),
  dategreaterthanequals: dated((a, b) => a >= b),
};

/** ISO 8601, or seconds since 1970, in milliseconds. */
function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
