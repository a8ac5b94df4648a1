/** Asks AWS's policy simulator what the role may not do, and reports the layer and the person responsible. */
import { hasCode, isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import type { IamRole } from "#lib/aws/iam/get-role.ts";
import { type SimulatedDecision, simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import { homeRegion } from "#lib/aws/partition.ts";
import { defaultRegions } from "#lib/aws/regions.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason, refusedBy } from "#lib/failures/aws-refusals.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import type { SimulatedAction } from "#lib/platform-policies/required-policies.ts";
import type { Cause, Verdict } from "#lib/policy-simulation/judge.ts";
import { type LimitingPolicies, readLimitingPolicies } from "#lib/policy-simulation/limiting-policies.ts";
import { regionsInUse } from "#lib/policy-simulation/regions-in-use.ts";
import { machineKeys } from "#lib/policy-simulation/request-keys.ts";
import { type Simulated, simulatePrincipal } from "#lib/policy-simulation/simulate-principal.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "./journal.ts";
import type { Judged } from "./steps/check-trust.ts";
import type { Found } from "./steps/find-role.ts";
import type { Subject } from "./subject.ts";

const STEP = "verify";

/**
 * Simulates the machines' actions for the account's Regions, with the role's tags. Where the simulator cannot be used,
 * returns a warning.
 */
export async function simulate(subject: Subject, aws: Aws, notes: StepNotes, found: Found): Promise<Judged> {
  const { connection, simulated, budgets, signal } = subject;
  const { role, attachedPolicyArns } = found;
  const ask = (simulation: Parameters<typeof simulatePrincipalPolicy>[1]) =>
    waitOut(() => simulatePrincipalPolicy(aws, simulation), isNoSuchEntity, {
      notes,
      waitingFor: { kind: "fresh_role" },
      budgetMs: budgets.freshMs,
      signal,
    });
  const questions = [...Map.groupBy(simulated, ({ resourceArn }) => resourceArn)].map(
    ([resourceArn, actions]) => ({ resourceArn, actions: [...new Set(actions.map(({ action }) => action))] }),
  );
  let limiting: LimitingPolicies | undefined;
  try {
    const known = machineKeys(role);
    const answer = await simulatePrincipal(ask, questions, {
      principal: role,
      regions: regionsInUse(connection.partition, connection.regions),
      homeRegion: homeRegion(connection.partition),
      partitionRegions: defaultRegions(connection.partition),
      known: () => known,
      readPolicies: async () => {
        limiting = await readLimitingPolicies(aws, {
          roleName: role.name,
          boundaryArn: role.permissionsBoundaryArn,
          attachedPolicyArns,
        });
        return limiting;
      },
      isLost,
    });
    return {
      problems: problemsIn(answer.verdicts, simulated, { role, boundary: limiting?.boundary }),
      warnings: warningsIn(answer),
    };
  } catch (error) {
    const facts = whyUnavailable(error, subject.emulator);
    if (facts) return { problems: [], warnings: [{ code: "simulation_unavailable", facts }] };
    return asReason({ step: STEP })(error);
  }
}

/**
 * Whether the action is denied for certain. An implicit deny does not count: the attachments were read back, and the
 * simulator may be behind. A deny by an organization, a boundary or an explicit Deny does.
 */
const isLost = ({ decision, allowedByOrganization, allowedByBoundary }: SimulatedDecision) =>
  decision === "explicitDeny" || allowedByOrganization === false || allowedByBoundary === false;

type Unavailable = Extract<Warning, { code: "simulation_unavailable" }>["facts"];

function whyUnavailable(error: unknown, emulator: boolean): Unavailable | null {
  if (isDenied(error)) return { why: "denied", aws: refusedBy(error) };
  if (emulator && isNotOffered(error)) return { why: "not_offered" };
  // The simulator does not know the role yet, or cannot parse one of its policies.
  return isNoSuchEntity(error) || hasCode(error, "PolicyEvaluation") ? { why: "failed" } : null;
}

/** Denials that are possible but not certain, which do not fail the role. */
function warningsIn({ verdicts, elsewhere }: Simulated): Warning[] {
  const of = (outcome: Verdict["outcome"]) =>
    actionsOf(verdicts.filter((verdict) => verdict.outcome === outcome));
  const keys = verdicts.flatMap((verdict) => (verdict.outcome === "conditional" ? verdict.keys : []));
  const all: Warning[] = [
    { code: "scp_may_block", facts: { actions: of("organization") } },
    { code: "limits_conditional", facts: { actions: of("conditional"), conditionKeys: [...new Set(keys)] } },
    ...elsewhere.map((facts): Warning => ({ code: "denied_in_region", facts })),
  ];
  return all.filter(({ facts }) => (facts as { actions: string[] }).actions.length > 0);
}

const actionsOf = (verdicts: { action: string }[]) => [...new Set(verdicts.map(({ action }) => action))];

/** Certain denials, by the layer that causes them. */
function problemsIn(
  verdicts: Verdict[],
  simulated: SimulatedAction[],
  {
    role,
    boundary,
  }: { role: Pick<IamRole, "permissionsBoundaryArn">; boundary?: LimitingPolicies["boundary"] },
): Failure[] {
  const lostBy = (isBy: (cause: Cause) => boolean) => {
    const denied = verdicts.filter((verdict) => verdict.outcome === "denied" && verdict.causes.some(isBy));
    const actions = actionsOf(denied);
    const policies = simulated.filter(({ action }) => actions.includes(action)).map(({ policy }) => policy);
    return { actions, policies: [...new Set(policies)] };
  };
  const causes = verdicts.flatMap((verdict) => (verdict.outcome === "denied" ? verdict.causes : []));
  const deniedBy = new Set(causes.flatMap((cause) => ("policies" in cause ? cause.policies : [])));
  const { actions: forbidden } = lostBy(({ by, explicit }) => by === "boundary" && explicit);
  const { permissionsBoundaryArn: boundaryArn } = role;
  const all: Failure[] = [
    {
      reason: "permissions_boundary_blocks",
      facts: {
        ...lostBy(({ by }) => by === "boundary"),
        ...(boundaryArn && { boundaryArn }),
        ...(boundary?.document && { boundaryDocument: boundary.document }),
        ...(forbidden.length > 0 && { forbidden }),
      },
      step: STEP,
    },
    {
      reason: "explicit_deny_blocks",
      facts: {
        ...lostBy(({ by, explicit }) => by === "identity" && explicit),
        ...(deniedBy.size > 0 && { deniedBy: [...deniedBy] }),
      },
      step: STEP,
    },
  ];
  return all.filter(({ facts }) => (facts as { actions: string[] }).actions.length > 0);
}
