import { type EvaluationResult, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";

export type SimulatedDecision = {
  action: string;
  decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** Absent where there is no permissions boundary. */
  allowedByBoundary?: boolean;
  /** Absent where the account is in no organization. */
  allowedByOrganization?: boolean;
  /** Of an explicit deny: AWS's ids of the policies whose statements matched. */
  deniedBy?: string[];
  /** Condition keys of the policies that the question left open: a live request has them, and may end otherwise. */
  missingContext?: string[];
};

export type Simulation = {
  principalArn: string;
  actions: string[];
  resourceArn: string;
  /** Condition keys of the request, for example `iam:PolicyARN`. */
  context?: Record<string, string>;
};

/** One decision an action. RCPs are not simulated, and live results may differ (docs/aws-facts.md, Simulation). */
export function simulatePrincipalPolicy(
  { iam, caller }: Aws,
  { principalArn, actions, resourceArn, context }: Simulation,
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
            Marker: marker,
          }),
        ),
      ),
    (page) => (page.EvaluationResults ?? []).map(readDecision),
  );
}

const contextEntry = ([key, value]: [string, string]) => ({
  ContextKeyName: key,
  ContextKeyValues: [value],
  ContextKeyType: "string" as const,
});

function readDecision(result: EvaluationResult): SimulatedDecision {
  const { MissingContextValues: missingContext = [] } = result;
  const boundary = result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary;
  const organization = result.OrganizationsDecisionDetail?.AllowedByOrganizations;
  const matched = (result.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) => id ?? []);
  return {
    action: result.EvalActionName ?? "",
    decision: (result.EvalDecision ?? "implicitDeny") as SimulatedDecision["decision"],
    ...(boundary !== undefined && { allowedByBoundary: boundary }),
    ...(organization !== undefined && { allowedByOrganization: organization }),
    ...(result.EvalDecision === "explicitDeny" && matched.length > 0 && { deniedBy: matched }),
    ...(missingContext.length > 0 && { missingContext }),
  };
}
