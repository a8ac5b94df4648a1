/** Asks AWS's policy simulator whether the connection role may make a write, so that nothing is written. */
import { hasCode, isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import type { AwsRefusal } from "#lib/failures/failure.ts";
import type { Cause, Verdict } from "#lib/policy-simulation/judge.ts";
import { regionsInUse } from "#lib/policy-simulation/regions-in-use.ts";
import { simulateConnection } from "#lib/policy-simulation/simulate-connection.ts";
import type { Question } from "#lib/policy-simulation/simulate-principal.ts";
import type { CheckWarning } from "../../check-warnings.ts";
import type { Subject } from "../subject.ts";

/** `warnings` names actions for which the simulator's answer is not certain. */
export type WriteVerdict = { refused: AwsRefusal[]; warnings: CheckWarning[] };

/**
 * Simulates the actions of one write.
 * @throws RegistrationFailed where AWS does not answer
 */
export async function mayWrite(subject: Subject, aws: Aws, write: Question): Promise<WriteVerdict> {
  const { connectionRoleArn, partition, regions } = subject.connection;
  const connection = { connectionRoleArn, partition, regions: regionsInUse(partition, regions) };
  try {
    const verdicts = await simulateConnection(aws, connection, [write]);
    return {
      refused: verdicts.flatMap((one) => (one.outcome === "denied" ? [refusalIn(one)] : [])),
      warnings: [
        ...warningOf("permission_not_checked", verdicts, "conditional"),
        ...warningOf("scp_may_block_connection", verdicts, "organization"),
      ],
    };
  } catch (error) {
    if (!cannotSimulate(error, subject)) return asReason({ step: "verify" })(error);
    const { actions } = write;
    return { refused: [], warnings: [{ code: "permission_not_checked", facts: { actions } }] };
  }
}

/**
 * Whether the simulator cannot be used: access denied, not offered by the endpoint, or it cannot parse a policy of the
 * role.
 */
function cannotSimulate(error: unknown, { emulator }: Subject): boolean {
  if (isDenied(error) || isNoSuchEntity(error) || hasCode(error, "PolicyEvaluation")) return true;
  return emulator && isNotOffered(error);
}

function warningOf(
  code: "permission_not_checked" | "scp_may_block_connection",
  verdicts: Verdict[],
  outcome: Verdict["outcome"],
): CheckWarning[] {
  const actions = verdicts.filter((one) => one.outcome === outcome).map(({ action }) => action);
  return actions.length > 0 ? [{ code, facts: { actions } }] : [];
}

type Denied = Extract<Verdict, { outcome: "denied" }>;

/** The error AWS would return; of several causes AWS names an explicit Deny. */
function refusalIn({ action, causes }: Denied): AwsRefusal {
  const cause: Cause = causes.find(({ explicit }) => explicit) ?? causes[0];
  return {
    action,
    code: cause.explicit ? "explicitDeny" : "implicitDeny",
    policyLayer: cause.by,
    explicit: cause.explicit,
  };
}
