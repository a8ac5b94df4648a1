import { type ContextInput, contextOf } from "../policies/context.ts";
import { policyDocument } from "../policies/document.ts";
import {
  type AppliedPolicy,
  type Effect,
  evaluate,
  missingKeys,
  type Question,
} from "../policies/evaluate.ts";
import type { Account } from "../state/account.ts";
import type { Role, User } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { boundaryPolicies, identityPolicies, organizationPoliciesFor } from "./layers.ts";
import { principalKeys } from "./request-context.ts";

export type Simulation = {
  actions: string[];
  resources: string[];
  addedPolicies: string[];
  boundaries: string[];
  context: Record<string, string[]>;
};

type Decision = {
  effect: Effect;
  matched: AppliedPolicy[];
  missing: string[];
  boundaryAllows: boolean | undefined;
  organizationAllows: boolean | undefined;
};

/** The policy simulator's answer: one result an action, the decisions on each resource within it. RCPs are not simulated. */
export function simulate(world: World, account: Account, identity: Role | User, asked: Simulation) {
  const layers = {
    identity: [...identityPolicies(world, identity), ...asked.addedPolicies.map(givenPolicy)],
    boundary:
      asked.boundaries.length > 0 ? asked.boundaries.map(givenPolicy) : boundaryPolicies(world, identity),
    organization: organizationPoliciesFor(account.id, identity, account.settings.organization),
  };
  const context = contextOf(simulatedPrincipal(account, identity), asked.context);
  const resources = asked.resources.length > 0 ? asked.resources : ["*"];
  return asked.actions.map((action) => {
    const decisions = resources.map((resource) => decide(layers, { action, resource, context }));
    return {
      EvalActionName: action,
      EvalResourceName: resources.length === 1 ? resources[0] : "*",
      ...resultFields(combine(decisions), "EvalDecision"),
      ResourceSpecificResults:
        asked.resources.length === 0
          ? undefined
          : decisions.map((decision, index) => ({
              EvalResourceName: resources[index],
              ...resultFields(decision, "EvalResourceDecision"),
            })),
    };
  });
}

type Layers = {
  identity: AppliedPolicy[];
  boundary: AppliedPolicy[] | undefined;
  organization: AppliedPolicy[] | undefined;
};

function decide({ identity, boundary, organization }: Layers, question: Question): Decision {
  const own = evaluate(identity, question);
  const others = [boundary, organization].map((policies) => policies && evaluate(policies, question));
  const effects = [own, ...others].map((verdict) => verdict?.effect ?? "allowed");
  return {
    effect: worst(effects),
    matched: own.matched,
    missing: missingKeys([...identity, ...(boundary ?? []), ...(organization ?? [])], question),
    boundaryAllows: others[0] && others[0].effect === "allowed",
    organizationAllows: others[1] && others[1].effect === "allowed",
  };
}

function combine(decisions: Decision[]): Decision {
  const all = (allows: (boolean | undefined)[]) =>
    allows[0] === undefined ? undefined : allows.every(Boolean);
  return {
    effect: worst(decisions.map(({ effect }) => effect)),
    matched: [...new Set(decisions.flatMap(({ matched }) => matched))],
    missing: [...new Set(decisions.flatMap(({ missing }) => missing))],
    boundaryAllows: all(decisions.map(({ boundaryAllows }) => boundaryAllows)),
    organizationAllows: all(decisions.map(({ organizationAllows }) => organizationAllows)),
  };
}

function resultFields(decision: Decision, decisionField: "EvalDecision" | "EvalResourceDecision") {
  const { boundaryAllows, organizationAllows } = decision;
  return {
    [decisionField]: decision.effect === "allowed" ? "allowed" : decision.effect,
    MatchedStatements: decision.matched.map((policy) => ({
      SourcePolicyId: policy.name,
      SourcePolicyType: policy.arn ? "IAM Policy" : "Inline Policy",
    })),
    MissingContextValues: decision.missing,
    // Both are absent where there is no boundary and no organization.
    PermissionsBoundaryDecisionDetail:
      boundaryAllows === undefined ? undefined : { AllowedByPermissionsBoundary: boundaryAllows },
    OrganizationsDecisionDetail:
      organizationAllows === undefined ? undefined : { AllowedByOrganizations: organizationAllows },
  };
}

function worst(effects: Effect[]): Effect {
  if (effects.includes("explicitDeny")) return "explicitDeny";
  return effects.includes("implicitDeny") ? "implicitDeny" : "allowed";
}

function simulatedPrincipal(account: Account, identity: Role | User): ContextInput {
  const isRole = "trust" in identity;
  return {
    ...principalKeys({ account, arn: identity.arn, userId: identity.id, identity }),
    "aws:PrincipalType": isRole ? "AssumedRole" : "User",
    "aws:username": isRole ? undefined : identity.name,
    "aws:CurrentTime": new Date().toISOString(),
  };
}

const givenPolicy = (text: string, index: number): AppliedPolicy => ({
  name: `PolicyInputList.${index + 1}`,
  document: policyDocument(text),
});
