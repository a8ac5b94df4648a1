/** Does a policy forbid something, whatever others allow, or could it let it pass? Browser-safe. */
import { coversAction, matchesResource } from "./match.ts";
import type { PolicyDocument, Statement } from "./parse.ts";

export type Act = { action: string; resourceArn: string };

/** Whether a Deny covers it. Conditions are taken to hold: whoever asks knows already that something denied it. */
export function denies({ statements }: PolicyDocument, act: Act): boolean {
  return statements.some((statement) => statement.effect === "Deny" && covers(statement, act));
}

/** Whether a Deny covers it that has no conditions. */
export function deniesAlways({ statements }: PolicyDocument, act: Act): boolean {
  const unconditional = statements.filter(({ conditions }) => conditions.length === 0);
  return unconditional.some((statement) => statement.effect === "Deny" && covers(statement, act));
}

/** Whether an Allow covers it, under whatever conditions. */
export function mayAllow({ statements }: PolicyDocument, act: Act): boolean {
  return statements.some((statement) => statement.effect === "Allow" && covers(statement, act));
}

function covers(statement: Statement, { action, resourceArn }: Act): boolean {
  return coversAction(statement, action) && coversResource(statement, resourceArn);
}

function coversResource({ resources: { except, patterns } }: Statement, resourceArn: string): boolean {
  return patterns.some((pattern) => matchesResource(pattern, resourceArn)) !== except;
}
