/** What AWS's simulator says the role may not do: which layer takes an action away, and whose action it is. */
import { hasCode, isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import type { IamRole } from "#lib/aws/iam/get-role.ts";
import { simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason, refusedBy } from "#lib/failures/aws-refusals.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import type { SimulatedAction } from "#lib/platform-policies/required-policies.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import {
  type Denied,
  type DenySources,
  hangsOnCondition,
  isForbiddenByBoundary,
  ownPoliciesDenying,
  readDenySources,
} from "./deny-sources.ts";
import type { StepNotes } from "./journal.ts";
import type { Judged } from "./steps/check-trust.ts";
import type { Found } from "./steps/find-role.ts";
import type { Subject } from "./subject.ts";

const STEP = "verify";

/** One call for each resource that is named. Where we may not simulate, or cannot, that is a warning. */
export async function simulate(subject: Subject, aws: Aws, notes: StepNotes, found: Found): Promise<Judged> {
  const calls = Map.groupBy(subject.simulated, ({ resourceArn }) => resourceArn);
  const decide = async ([resourceArn, actions]: [string, SimulatedAction[]]): Promise<Denied[]> => {
    const names = [...new Set(actions.map(({ action }) => action))];
    const decisions = await waitOut(
      () => simulatePrincipalPolicy(aws, { principalArn: found.role.arn, actions: names, resourceArn }),
      isNoSuchEntity,
      {
        notes,
        waitingFor: { kind: "fresh_role" },
        budgetMs: subject.budgets.freshMs,
        signal: subject.signal,
      },
    );
    return decisions.map((decision) => ({ ...decision, resourceArn }));
  };
  try {
    const decisions = (await sideBySide(...[...calls].map(decide))).flat();
    const lost = decisions.filter(isLost);
    const sources = lost.some(isToldByText) ? await readDenySources(aws, found) : { own: [] };
    const open = lost.filter((denied) => hangsOnCondition(sources, denied));
    const certain = lost.filter((denied) => !open.includes(denied));
    const problems = judgeDecisions(certain, subject.simulated, { role: found.role, sources });
    return { problems, warnings: conditional(open) };
  } catch (error) {
    const facts = whyUnavailable(error, subject.emulator);
    if (facts) return { problems: [], warnings: [{ code: "simulation_unavailable", facts }] };
    return asReason({ step: STEP })(error);
  }
}

/**
 * An action that no policy allows yet is no verdict: the attachment was read back, and the simulator may be behind.
 * What an organization, a boundary or an explicit Deny takes away stays taken.
 */
const isLost = ({ decision, allowedByOrganization, allowedByBoundary }: Denied) =>
  decision === "explicitDeny" || allowedByOrganization === false || allowedByBoundary === false;

/** The role's policies and its boundary can be read, and an organization's cannot. */
const isToldByText = ({ decision, allowedByOrganization, missingContext }: Denied) =>
  allowedByOrganization !== false && (decision === "explicitDeny" || missingContext !== undefined);

function conditional(open: Denied[]): Warning[] {
  if (open.length === 0) return [];
  const actions = [...new Set(open.map(({ action }) => action))];
  const conditionKeys = [...new Set(open.flatMap(({ missingContext = [] }) => missingContext))];
  return [{ code: "limits_conditional", facts: { actions, conditionKeys } }];
}

type Unavailable = Extract<Warning, { code: "simulation_unavailable" }>["facts"];

function whyUnavailable(error: unknown, emulator: boolean): Unavailable | null {
  if (isDenied(error)) return { why: "denied", aws: refusedBy(error) };
  if (emulator && isNotOffered(error)) return { why: "not_offered" };
  // It has not heard of the role yet, or cannot make sense of one of its policies.
  return isNoSuchEntity(error) || hasCode(error, "PolicyEvaluation") ? { why: "failed" } : null;
}

/** What is lost for certain, by the layer that takes it away. */
export function judgeDecisions(
  decisions: Denied[],
  simulated: SimulatedAction[],
  { role, sources }: { role: Pick<IamRole, "permissionsBoundaryArn">; sources: DenySources },
): Failure[] {
  const lost = (lostOnes: Denied[]) => {
    const actions = lostOnes.map(({ action }) => action);
    const policies = simulated.filter(({ action }) => actions.includes(action)).map(({ policy }) => policy);
    return { actions: [...new Set(actions)], policies: [...new Set(policies)] };
  };
  const byScp = decisions.filter(({ allowedByOrganization }) => allowedByOrganization === false);
  const byBoundary = decisions.filter(({ allowedByBoundary }) => allowedByBoundary === false);
  const forbidden = byBoundary.filter((denied) => isForbiddenByBoundary(sources, denied));
  const byDeny = decisions.filter(
    (denied) =>
      denied.decision === "explicitDeny" &&
      denied.allowedByOrganization !== false &&
      (denied.allowedByBoundary !== false || ownPoliciesDenying(sources, denied).length > 0),
  );
  const deniedBy = new Set(byDeny.flatMap((denied) => ownPoliciesDenying(sources, denied)));
  const { permissionsBoundaryArn: boundaryArn } = role;
  const all: Failure[] = [
    { reason: "scp_blocks", facts: lost(byScp), step: STEP },
    {
      reason: "permissions_boundary_blocks",
      facts: {
        ...lost(byBoundary),
        ...(boundaryArn && { boundaryArn }),
        ...(forbidden.length > 0 && { forbidden: lost(forbidden).actions }),
      },
      step: STEP,
    },
    {
      reason: "explicit_deny_blocks",
      facts: { ...lost(byDeny), ...(deniedBy.size > 0 && { deniedBy: [...deniedBy] }) },
      step: STEP,
    },
  ];
  return all.filter(({ facts }) => (facts as { actions: string[] }).actions.length > 0);
}
