/** Would the connection role be allowed a write? Asked of AWS's simulator, so that nothing is written. */
import { hasCode, isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import { type SimulatedDecision, simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import type { AwsRefusal } from "#lib/failures/failure.ts";
import type { Subject } from "../subject.ts";

export type Write = { actions: string[]; resourceArn: string; context?: Record<string, string> };

export type WriteVerdict = { refused: AwsRefusal[]; untold: string[] };

/** @throws RegistrationFailed where AWS does not answer */
export async function mayWrite(subject: Subject, aws: Aws, write: Write): Promise<WriteVerdict> {
  const principalArn = subject.connection.connectionRoleArn;
  try {
    const decisions = await simulatePrincipalPolicy(aws, { principalArn, ...write });
    const denied = decisions.filter(({ decision }) => decision !== "allowed");
    return {
      refused: denied.filter((one) => !isOpen(one)).map(refusalIn),
      untold: denied.filter(isOpen).map(({ action }) => action),
    };
  } catch (error) {
    if (isNotToBeHad(error, subject)) return { refused: [], untold: write.actions };
    return asReason({ step: "verify" })(error);
  }
}

/** We may not ask, the endpoint cannot say, or it cannot make sense of one of the role's policies. */
function isNotToBeHad(error: unknown, { emulator }: Subject): boolean {
  if (isDenied(error) || isNoSuchEntity(error) || hasCode(error, "PolicyEvaluation")) return true;
  return emulator && isNotOffered(error);
}

/** Keys of other calls, which this one does not carry either when it is made. */
const OF_OTHER_CALLS = new Set(["iam:policyarn", "iam:passedtoservice", "iam:permissionsboundary"]);

/** A condition of which the simulator was not told what the request would say: the answer may be another. */
function isOpen({ missingContext = [] }: SimulatedDecision): boolean {
  return missingContext.some((key) => !OF_OTHER_CALLS.has(key.toLowerCase()));
}

function refusalIn(denied: SimulatedDecision): AwsRefusal {
  const { action, decision, allowedByOrganization, allowedByBoundary } = denied;
  const narrower = allowedByBoundary === false ? "boundary" : "identity";
  return {
    action,
    code: decision,
    policyLayer: allowedByOrganization === false ? "scp" : narrower,
    explicit: decision === "explicitDeny",
  };
}
