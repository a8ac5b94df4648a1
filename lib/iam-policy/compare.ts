/** Do two policy documents mean the same? Compared by meaning, never as text (docs/aws-facts.md, Policy documents). Browser-safe. */
import type { PolicyDocument, PrincipalKind, Statement } from "./parse.ts";

/** True where the documents differ at most in order, letter case without meaning, Sids, and ways of writing. */
export function samePolicy(one: PolicyDocument, other: PolicyDocument): boolean {
  return normalForm(one) === normalForm(other);
}

/**
 * A text that is equal for documents of equal meaning: lists sorted and without doubles, a string as a list of one,
 * an account ID as its root ARN, action and condition-key names in small letters, Sids dropped. For fingerprints.
 */
export function normalForm({ version, statements }: PolicyDocument): string {
  const normal = statements.map((statement) => JSON.stringify(normalStatement(statement)));
  return JSON.stringify({ version, statements: sorted(normal) });
}

function normalStatement({ effect, actions, resources, principals, conditions }: Statement) {
  return {
    effect,
    actions: { except: actions.except, patterns: sorted(actions.patterns.map((name) => name.toLowerCase())) },
    resources: { except: resources.except, patterns: sorted(resources.patterns) },
    principals: principals && { except: principals.except, names: sorted(principalNames(principals.byKind)) },
    conditions: sorted(
      conditions.map(({ operator, key, values }) =>
        JSON.stringify([operator.toLowerCase(), key.toLowerCase(), sorted(values)]),
      ),
    ),
  };
}

function principalNames(byKind: Partial<Record<PrincipalKind, string[]>>): string[] {
  return Object.entries(byKind).flatMap(([kind, names]) =>
    names.map((name) => `${kind} ${accountAsId(name)}`),
  );
}

/** `arn:aws:iam::123456789012:root` and `123456789012` are the same principal. */
function accountAsId(name: string): string {
  return /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? name;
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort();
}
