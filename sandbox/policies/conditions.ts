import type { Context } from "./context.ts";
import { arnGlob, glob, literally } from "./glob.ts";
import { inCidr } from "./ip.ts";
import { hasVariables, substitute } from "./variables.ts";

type Compare = (actual: string, wanted: string) => boolean;
type Operator = { compare: Compare; negated: boolean };

const numeric =
  (test: (a: number, b: number) => boolean): Compare =>
  (actual, wanted) =>
    test(Number(actual), Number(wanted));

const dated =
  (test: (a: number, b: number) => boolean): Compare =>
  (actual, wanted) =>
    test(time(actual), time(wanted));

const equal = (a: number, b: number) => a === b;
const arn: Compare = (actual, wanted) => arnGlob(wanted)(actual);
const positive = (compare: Compare): Operator => ({ compare, negated: false });
const negative = (compare: Compare): Operator => ({ compare, negated: true });

const same: Compare = (a, b) => a === b;
const sameIgnoringCase: Compare = (a, b) => a.toLowerCase() === b.toLowerCase();
const like: Compare = (actual, wanted) => glob(wanted)(actual);

const OPERATORS: Record<string, Operator> = {
  stringequals: positive(same),
  stringnotequals: negative(same),
  stringequalsignorecase: positive(sameIgnoringCase),
  stringnotequalsignorecase: negative(sameIgnoringCase),
  stringlike: positive(like),
  stringnotlike: negative(like),
  numericequals: positive(numeric(equal)),
  numericnotequals: negative(numeric(equal)),
  numericlessthan: positive(numeric((a, b) => a < b)),
  numericlessthanequals: positive(numeric((a, b) => a <= b)),
  numericgreaterthan: positive(numeric((a, b) => a > b)),
  numericgreaterthanequals: positive(numeric((a, b) => a >= b)),
  dateequals: positive(dated(equal)),
  datenotequals: negative(dated(equal)),
  datelessthan: positive(dated((a, b) => a < b)),
  datelessthanequals: positive(dated((a, b) => a <= b)),
  dategreaterthan: positive(dated((a, b) => a > b)),
  dategreaterthanequals: positive(dated((a, b) => a >= b)),
  bool: positive(sameIgnoringCase),
  binaryequals: positive(same),
  ipaddress: positive(inCidr),
  notipaddress: negative(inCidr),
  arnequals: positive(arn),
  arnlike: positive(arn),
  arnnotequals: negative(arn),
  arnnotlike: negative(arn),
};

type Quantifier = "any" | "forallvalues" | "foranyvalue";

export type Condition = { key: string; holds: (context: Context) => boolean };

/** Compiles one line of a Condition block; undefined for an unknown operator. */
export function compileCondition(
  operatorText: string,
  key: string,
  values: string[],
  variables = true,
): Condition | undefined {
  if (operatorText.toLowerCase() === "null") return nullCondition(key, values);
  const match = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(operatorText.toLowerCase());
  const operator = OPERATORS[match?.[2] ?? ""];
  if (!match || !operator) return undefined;
  const quantifier = (match[1] ?? "any") as Quantifier;
  const ifExists = match[3] !== undefined;
  const holdsFor = valueTest(operator, values, variables);
  const lowerKey = key.toLowerCase();
  // A negated operator needs all of a key's values to differ; a positive one needs one that matches.
  const wantsAll = quantifier === "forallvalues" || (quantifier === "any" && operator.negated);
  return {
    key,
    holds: (context) => {
      const actual = context.get(lowerKey);
      if (actual === undefined) return ifExists || ifAbsent(quantifier, operator);
      return wantsAll
        ? actual.every((value) => holdsFor(value, context))
        : actual.some((value) => holdsFor(value, context));
    },
  };
}

function valueTest({ compare, negated }: Operator, values: string[], variables: boolean) {
  const asIs = compare === like || compare === arn ? literally : undefined;
  return (actual: string, context: Context) => {
    const isAmong = values.some((value) => {
      const wanted = variables && hasVariables(value) ? substitute(value, context, asIs) : value;
      return wanted !== undefined && compare(actual, wanted);
    });
    return isAmong !== negated;
  };
}

function nullCondition(key: string, values: string[]): Condition {
  const wantsAbsent = values.some((value) => value.toLowerCase() === "true");
  return { key, holds: (context) => !context.has(key.toLowerCase()) === wantsAbsent };
}

/**
 * The result for an absent key: false for a positive operator, true for a negated one, true for ForAllValues, false for
 * ForAnyValue.
 */
function ifAbsent(quantifier: Quantifier, operator: Operator): boolean {
  if (quantifier === "forallvalues") return true;
  return quantifier === "any" && operator.negated;
}

/** Parses ISO 8601, or seconds since 1970. */
function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
