import type { Context } from "./context.ts";
import type { PolicyDocument, Statement } from "./document.ts";

export type Question = { action: string; resource: string; context: Context };
export type Effect = "allowed" | "explicitDeny" | "implicitDeny";

/** A policy with the ARN of a managed one or the name of an inline one. */
export type AppliedPolicy = { document: PolicyDocument; arn?: string; name: string };
export type Verdict = { effect: Effect; matched: AppliedPolicy[] };

/**
 * Evaluates policies: any matching Deny wins; otherwise an Allow is needed. `applies` restricts statements further
 * (principals).
 */
export function evaluate(
  policies: AppliedPolicy[],
  question: Question,
  applies: (statement: Statement) => boolean = () => true,
): Verdict {
  const allowing: AppliedPolicy[] = [];
  const denying: AppliedPolicy[] = [];
  for (const policy of policies) {
    for (const statement of policy.document.statements) {
      if (!matches(statement, question) || !applies(statement)) continue;
      (statement.effect === "Deny" ? denying : allowing).push(policy);
    }
  }
  if (denying.length > 0) return { effect: "explicitDeny", matched: denying };
  if (allowing.length > 0) return { effect: "allowed", matched: allowing };
  return { effect: "implicitDeny", matched: [] };
}

function matches(statement: Statement, { action, resource, context }: Question): boolean {
  return (
    statement.matchesAction(action) &&
    statement.matchesResource(resource, context) &&
    statement.conditions.every((condition) => condition.holds(context))
  );
}

/** The condition keys in the policies that the context lacks, whether or not their statements match the request. */
export function keysLeftOpen(policies: AppliedPolicy[], context: Context): string[] {
  const open = new Map<string, string>();
  for (const { document } of policies) {
    for (const { key } of document.statements.flatMap(({ conditions }) => conditions)) {
      if (!context.has(key.toLowerCase())) open.set(key.toLowerCase(), key);
    }
  }
  return [...open.values()];
}
