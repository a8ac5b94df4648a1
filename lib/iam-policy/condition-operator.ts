/** What a condition operator's name says. Browser-safe. Source: IAM User Guide, reference_policies_elements_condition_operators. */

/** `ForAllValues:StringNotLikeIfExists` taken apart, in lower case. */
export type ConditionOperator = { base: string; ifExists: boolean; set: string; negated: boolean };

export function readOperator(operator: string): ConditionOperator {
  const [, set = "", rest = ""] = /^(?:(forallvalues|foranyvalue):)?(.*)$/.exec(operator.toLowerCase()) ?? [];
  const ifExists = rest.endsWith("ifexists");
  const base = ifExists ? rest.slice(0, -"ifexists".length) : rest;
  return { base, ifExists, set, negated: base.includes("not") };
}

/** `…IfExists` and ForAllValues hold for an absent key, ForAnyValue fails whatever it asks, as do positive operators. */
export function holdsWithoutKey({ ifExists, set, negated }: ConditionOperator): boolean {
  if (ifExists || set === "forallvalues") return true;
  return negated && set !== "foranyvalue";
}
