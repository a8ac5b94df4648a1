/** Does a policy forbid something, whatever others allow? Browser-safe. */
import { coversAction, matchesResource } from "./match.ts";
import type { PolicyDocument, Statement } from "./parse.ts";

export type Act = { action: string; resourceArn: string };

/** Whether a Deny covers it. Conditions are taken to hold: whoever asks knows already that something denied it. */
export function denies({ statements }: PolicyDocument, { action, resourceArn }: Act): boolean {
  return statements.some(
    (statement) =>
      statement.effect === "Deny" &&
      coversAction(statement, action) &&
      coversResource(statement, resourceArn),
  );
}

function coversResource({ resources: { except, patterns } }: Statement, resourceArn: string): boolean {
  return patterns.some((pattern) => matchesResource(pattern, resourceArn)) !== except;
}
