import { type EvaluationResult, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";

export type SimulatedDecision = {
  action: string;
  decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** Absent without a permissions boundary. */
  allowedByBoundary?: boolean;
  /** Absent where the account is in no organization, and where SCPs were excluded. */
  allowedByOrganization?: boolean;
  /** For an explicit deny: AWS's ids of the policies whose statements matched. Never an SCP. */
  deniedBy?: string[];
  /**
   * Condition keys of the role's policies that the request left out, whether or not their statements concern the
   * action. Keys of SCPs are never named (docs/aws-facts.md, Simulation).
   */
  missingContext?: string[];
};

export type Simulation = {
  principalArn: string;
  actions: string[];
  /** `*`, or an ARN of a type the actions support: any other is implicitly denied to everybody. */
  resourceArn: string;
  /** Condition keys of the request, such as `iam:PolicyARN`. A key that is left out is evaluated as absent. */
  context?: Record<string, string | string[]>;
  withoutScps?: boolean;
};

/**
 * Returns one decision for each action. RCPs are not simulated, and live results may differ (docs/aws-facts.md,
 * Simulation).
 */
export function simulatePrincipalPolicy(
  { iam, caller }: Aws,
  { principalArn, actions, resourceArn, context, withoutScps }: Simulation,
): Promise<SimulatedDecision[]> {
  return everyPage(
    (marker) =>
      callAws(caller, "iam", "SimulatePrincipalPolicy", () =>
        iam.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: principalArn,
            ActionNames: actions,
            ResourceArns: [resourceArn],
            ...(context && { ContextEntries: Object.entries(context).map(contextEntry) }),
            ...(withoutScps && { PolicyExclusionList: [{ PolicyType: "scp" as const }] }),
            Marker: marker,
          }),
        ),
      ),
    (page) => (page.EvaluationResults ?? []).map(readDecision),
  );
}

const contextEntry = ([key, value]: [string, string | string[]]) => ({
  ContextKeyName: key,
  ContextKeyValues: [value].flat(),
  ContextKeyType: TYPES[key] ?? ("string" as const),
});

const TYPES: Record<string, "boolean" | "date" | "stringList"> = {
  "aws:CurrentTime": "date",
  "aws:PrincipalIsAWSService": "boolean",
  "aws:SecureTransport": "boolean",
  "aws:TagKeys": "stringList",
  "aws:ViaAWSService": "boolean",
};

function readDecision(result: EvaluationResult): SimulatedDecision {
  const boundary = result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary;
  const organization = result.OrganizationsDecisionDetail?.AllowedByOrganizations;
  const matched = (result.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) => id ?? []);
  const missingContext = missingIn(result);
  return {
    action: result.EvalActionName ?? "",
    decision: (result.EvalDecision ?? "implicitDeny") as SimulatedDecision["decision"],
    ...(boundary !== undefined && { allowedByBoundary: boundary }),
    ...(organization !== undefined && { allowedByOrganization: organization }),
    ...(result.EvalDecision === "explicitDeny" && matched.length > 0 && { deniedBy: matched }),
    ...(missingContext.length > 0 && { missingContext }),
  };
}

/** The missing keys, which AWS names for the action, or for each resource where resources were given. */
function missingIn({ MissingContextValues: ofAction = [], ResourceSpecificResults }: EvaluationResult) {
  const ofResources = (ResourceSpecificResults ?? []).flatMap((one) => one.MissingContextValues ?? []);
  return [...new Set([...ofAction, ...ofResources])];
}
