import { type ContextInput, contextOf } from "../policies/context.ts";
import { policyDocument } from "../policies/document.ts";
import {
  type AppliedPolicy,
  type Effect,
  evaluate,
  keysLeftOpen,
  type Question,
} from "../policies/evaluate.ts";
import type { Account } from "../state/account.ts";
import type { Role, User } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { isOfItsType } from "./resource-types.ts";
import { type Exclusion, type Layers, layersToSimulate } from "./simulated-policies.ts";

export type Simulation = {
  actions: string[];
  resources: string[];
  addedPolicies: string[];
  boundaries: string[];
  exclusions: Exclusion[];
  context: Record<string, string[]>;
};

type Decision = {
  effect: Effect;
  matched: AppliedPolicy[];
  boundaryAllows: boolean | undefined;
  organizationAllows: boolean | undefined;
};

/**
 * Returns the policy simulator's answer since July 2026: one result for each action, with a decision for each resource
 * in it. SCPs are evaluated with their conditions, and neither their statements nor their keys are named. RCPs are not
 * simulated.
 */
export function simulate(world: World, account: Account, identity: Role | User, asked: Simulation) {
  const own = layersToSimulate(world, account, identity, asked.exclusions);
  const layers = {
    ...own,
    identity: [...own.identity, ...asked.addedPolicies.map(givenPolicy)],
    // A boundary in the request replaces the role's own, excluded or not.
    boundary: asked.boundaries.length > 0 ? asked.boundaries.map(givenPolicy) : own.boundary,
  };
  const context = contextOf(simulatedPrincipal(account, identity), asked.context);
  const missing = keysLeftOpen([...layers.identity, ...(layers.boundary ?? [])], context);
  const resources = asked.resources.length > 0 ? asked.resources : ["*"];
  return asked.actions.map((action) => {
    const decisions = resources.map((resource) => decide(layers, { action, resource, context }));
    const whole = combine(decisions);
    return {
      EvalActionName: action,
      EvalResourceName: resources.length === 1 ? resources[0] : "*",
      EvalDecision: whole.effect,
      ...detailsOf(whole, missing),
      // Present for the action as a whole only; absent outside an organization and where SCPs are excluded.
      OrganizationsDecisionDetail:
        whole.organizationAllows === undefined
          ? undefined
          : { AllowedByOrganizations: whole.organizationAllows },
      ResourceSpecificResults:
        asked.resources.length === 0
          ? undefined
          : decisions.map((decision, index) => ({
              EvalResourceName: resources[index],
              EvalResourceDecision: decision.effect,
              ...detailsOf(decision, missing),
            })),
    };
  });
}

function decide({ identity, boundary, organization }: Layers, question: Question): Decision {
  const own = evaluate(identity, question);
  const limit = boundary && evaluate(boundary, question);
  const guardrail = organization && evaluate(organization, question);
  const effect = isOfItsType(question.action, question.resource)
    ? worst([own.effect, limit?.effect ?? "allowed", guardrail?.effect ?? "allowed"])
    : "implicitDeny";
  const denying = [own, ...(limit ? [limit] : [])].filter((verdict) => verdict.effect === "explicitDeny");
  const matched = {
    allowed: own.matched,
    implicitDeny: [],
    explicitDeny: denying.flatMap((one) => one.matched),
  };
  return {
    effect,
    matched: matched[effect],
    boundaryAllows: limit && limit.effect === "allowed",
    organizationAllows: guardrail && guardrail.effect === "allowed",
  };
}

function combine(decisions: Decision[]): Decision {
  const all = (allows: (boolean | undefined)[]) =>
    allows[0] === undefined ? undefined : allows.every(Boolean);
  return {
    effect: worst(decisions.map(({ effect }) => effect)),
    matched: [...new Set(decisions.flatMap(({ matched }) => matched))],
    boundaryAllows: all(decisions.map(({ boundaryAllows }) => boundaryAllows)),
    organizationAllows: all(decisions.map(({ organizationAllows }) => organizationAllows)),
  };
}

function detailsOf({ matched, boundaryAllows }: Decision, missing: string[]) {
  return {
    MatchedStatements: matched.map((policy) => ({
      SourcePolicyId: policy.name,
      SourcePolicyType: policy.arn ? "IAM Policy" : "Inline Policy",
    })),
    MissingContextValues: missing,
    // Absent without a boundary.
    PermissionsBoundaryDecisionDetail:
      boundaryAllows === undefined ? undefined : { AllowedByPermissionsBoundary: boundaryAllows },
  };
}

function worst(effects: Effect[]): Effect {
  if (effects.includes("explicitDeny")) return "explicitDeny";
  return effects.includes("implicitDeny") ? "implicitDeny" : "allowed";
}

/**
 * The condition keys AWS fills in. The caller has to give all others, including the Region, the time and the
 * principal's tags; keys not given are absent.
 */
function simulatedPrincipal(account: Account, identity: Role | User): ContextInput {
  const { organization } = account.settings;
  return {
    "aws:PrincipalAccount": account.id,
    "aws:PrincipalArn": identity.arn,
    "aws:PrincipalType": "trust" in identity ? "AssumedRole" : "User",
    "aws:username": "trust" in identity ? undefined : identity.name,
    "aws:PrincipalOrgID": organization?.id,
    "aws:PrincipalOrgMasterAccountId": organization?.managementAccountId,
  };
}

const givenPolicy = (text: string, index: number): AppliedPolicy => ({
  name: `PolicyInputList.${index + 1}`,
  document: policyDocument(text),
});
