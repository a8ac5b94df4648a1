/** check_trust: whether EC2 may assume the role, from the trust policy that find_role read. Pure. */

import type { Failure, Warning } from "#lib/failures/failure.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { mayEc2Assume, type TrustVerdict, type TrustWarnings } from "#lib/iam-policy/trust.ts";
import type { Subject } from "../subject.ts";
import type { Found } from "./find-role.ts";

const step = "check_trust";

export type Judged = { problems: Failure[]; warnings: Warning[] };

export function checkTrust({ roleArn }: Pick<Subject, "roleArn">, { role }: Pick<Found, "role">): Judged {
  const { trustPolicy } = role;
  const parsed = parsePolicy(trustPolicy);
  if (!parsed.ok) return problem({ reason: "trust_unreadable", facts: { trustPolicy }, step });
  return judge(mayEc2Assume(parsed.document, roleArn.partition), trustPolicy);
}

function judge(verdict: TrustVerdict, trustPolicy: string): Judged {
  switch (verdict.verdict) {
    case "allowed":
      return { problems: [], warnings: warningsOf(verdict.warnings) };
    case "no_ec2":
      return problem({ reason: "trust_no_ec2", facts: { trustPolicy, trusts: verdict.trusts }, step });
    case "denied":
      return problem({
        reason: "trust_denied",
        facts: { trustPolicy, statements: verdict.statements },
        step,
      });
    case "unreadable":
      return problem({ reason: "trust_unreadable", facts: { trustPolicy }, step });
    case "conditional": {
      const { statements, conditionKeys, nearCertain, warnings } = verdict;
      if (nearCertain) {
        return problem({
          reason: "trust_conditional",
          facts: { trustPolicy, statements, conditionKeys },
          step,
        });
      }
      return {
        problems: [],
        warnings: [{ code: "trust_conditional", facts: { conditionKeys } }, ...warningsOf(warnings)],
      };
    }
    default:
      return verdict satisfies never;
  }
}

const problem = (failure: Failure): Judged => ({ problems: [failure], warnings: [] });

function warningsOf({ openToEveryone, deletedPrincipals }: TrustWarnings): Warning[] {
  return [
    ...(openToEveryone ? [{ code: "trust_open_to_everyone", facts: {} } as const] : []),
    ...(deletedPrincipals.length > 0
      ? [{ code: "trust_names_deleted_principal", facts: { principals: deletedPrincipals } } as const]
      : []),
  ];
}
