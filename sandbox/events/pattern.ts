import { glob } from "../policies/glob.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Pattern = { [key: string]: Json };

/** Whether an event matches the pattern [EventBridge User Guide, eb-event-patterns]. */
export function matchesPattern(pattern: Pattern, event: Json | undefined): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const actual = isObject(event) ? event[key] : undefined;
    if (isObject(wanted)) return matchesPattern(wanted, actual);
    if (!Array.isArray(wanted)) return false;
    const values = Array.isArray(actual) ? actual : [actual];
    return wanted.some((one) => values.some((value) => fits(one, value)));
  });
}

function fits(wanted: Json, value: Json | undefined): boolean {
  if (!isObject(wanted)) return wanted === value;
  return Object.entries(wanted).every(
    ([comparison, operand]) => COMPARISONS[comparison]?.(operand, value) ?? false,
  );
}

type Comparison = (operand: Json, value: Json | undefined) => boolean;

const onText =
  (test: (operand: string, value: string) => boolean): Comparison =>
  (operand, value) =>
    typeof operand === "string" && typeof value === "string" && test(operand, value);

const COMPARISONS: Record<string, Comparison> = {
  prefix: onText((operand, value) => value.startsWith(operand)),
  suffix: onText((operand, value) => value.endsWith(operand)),
  wildcard: onText((operand, value) => glob(operand.replaceAll("?", "\uE001"))(value)),
  "equals-ignore-case": onText((operand, value) => operand.toLowerCase() === value.toLowerCase()),
  exists: (operand, value) => (value !== undefined) === operand,
  "anything-but": (operand, value) =>
    value !== undefined && ![operand].flat().some((one) => fits(one, value)),
};

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
