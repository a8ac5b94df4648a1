/** What AWS's simulator says the role may not do: which layer takes an action away, and whose action it is. */
import { isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import type { IamRole } from "#lib/aws/iam/get-role.ts";
import { type SimulatedDecision, simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { SimulatedAction } from "#lib/platform-policies/required-policies.ts";
import type { Failure, Warning } from "../failure.ts";
import type { StepNotes } from "./journal.ts";
import { asReason } from "./refusals.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Judged } from "./steps/check-trust.ts";
import type { Subject } from "./subject.ts";
import { waitOut } from "./wait-out.ts";

const STEP = "verify";

/** One call for each resource that is named. Where we may not simulate, or cannot, that is a warning. */
export async function simulate(subject: Subject, aws: Aws, notes: StepNotes, role: IamRole): Promise<Judged> {
  const calls = Map.groupBy(subject.simulated, ({ resourceArn }) => resourceArn);
  const decide = ([resourceArn, actions]: [string, SimulatedAction[]]) =>
    waitOut(
      () =>
        simulatePrincipalPolicy(aws, {
          principalArn: role.arn,
          actions: [...new Set(actions.map(({ action }) => action))],
          resourceArn,
        }),
      isNoSuchEntity,
      {
        notes,
        waitingFor: { kind: "fresh_role" },
        budgetMs: subject.budgets.freshMs,
        signal: subject.signal,
      },
    );
  try {
    const decisions = await sideBySide(...[...calls].map(decide));
    return { problems: judgeDecisions(decisions.flat(), subject.simulated, role), warnings: [] };
  } catch (error) {
    const why = whyUnavailable(error, subject.emulator);
    if (why) return { problems: [], warnings: [{ code: "simulation_unavailable", facts: { why } }] };
    return asReason({ step: STEP })(error);
  }
}

type Unavailable = Extract<Warning, { code: "simulation_unavailable" }>["facts"]["why"];

function whyUnavailable(error: unknown, emulator: boolean): Unavailable | null {
  if (isDenied(error)) return "denied";
  return emulator && isNotOffered(error) ? "not_offered" : null;
}

/**
 * An action that no policy allows yet is no verdict: the attachment was read back, and the simulator may be behind.
 * What an organization, a boundary or an explicit Deny takes away stays taken.
 */
export function judgeDecisions(
  decisions: SimulatedDecision[],
  simulated: SimulatedAction[],
  role: Pick<IamRole, "permissionsBoundaryArn">,
): Failure[] {
  const lost = (isLost: (decision: SimulatedDecision) => boolean) => {
    const actions = decisions.filter(isLost).map(({ action }) => action);
    const policies = simulated.filter(({ action }) => actions.includes(action)).map(({ policy }) => policy);
    return { actions: [...new Set(actions)], policies: [...new Set(policies)] };
  };
  const byScp = lost(({ allowedByOrganization }) => allowedByOrganization === false);
  const byBoundary = lost(({ allowedByBoundary }) => allowedByBoundary === false);
  const byDeny = lost(
    ({ decision, allowedByBoundary, allowedByOrganization }) =>
      decision === "explicitDeny" && allowedByBoundary !== false && allowedByOrganization !== false,
  );
  const { permissionsBoundaryArn: boundaryArn } = role;
  const all: Failure[] = [
    { reason: "scp_blocks", facts: byScp, step: STEP },
    {
      reason: "permissions_boundary_blocks",
      facts: { ...byBoundary, ...(boundaryArn && { boundaryArn }) },
      step: STEP,
    },
    { reason: "explicit_deny_blocks", facts: byDeny, step: STEP },
  ];
  return all.filter(({ facts }) => (facts as { actions: string[] }).actions.length > 0);
}
