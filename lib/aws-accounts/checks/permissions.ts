/** Has the connection role each permission Rolecall needs? AWS's simulator says it without anything being done. */
import { isDenied, isNotOffered } from "#lib/aws/errors.ts";
import { type SimulatedDecision, simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { PolicyLayer } from "#lib/failures/failure.ts";
import { isObject, type JsonObject } from "#lib/iam-policy/parse.ts";
import type { Permission } from "#lib/setup-documents/permissions.ts";
import { type Checking, passed } from "./checking.ts";
import { lacking, type NeededAction, neededActions, notAsked, permissionsOf } from "./needed-actions.ts";
import { probePermissions } from "./probe-permissions.ts";

export async function checkPermissions(checking: Checking, aws: Aws): Promise<void> {
  const needed = neededActions(checking);
  try {
    const decisions = await simulateAll(checking, aws);
    for (const one of needed) checking.report(judge(checking, one, decisions.get(one.action)));
  } catch (error) {
    const isNotToBeHad = isDenied(error) || (checking.emulator && isNotOffered(error));
    if (isNotToBeHad) {
      const because = isDenied(error) ? "denied" : "not_offered";
      await probePermissions(checking, aws, { needed, because });
      return;
    }
    for (const one of needed) checking.report(notAsked(checking, one, error));
  }
}

/** The worst answer for each action, over all resources and condition values it is needed with. */
async function simulateAll(checking: Checking, aws: Aws): Promise<Map<string, SimulatedDecision>> {
  const principalArn = checking.account.connectionRoleArn;
  const questions = permissionsOf(checking).flatMap(questionsOf);
  const answers = await Promise.all(
    questions.map((question) => simulatePrincipalPolicy(aws, { principalArn, ...question })),
  );
  const worst = new Map<string, SimulatedDecision>();
  for (const decision of answers.flat()) {
    const known = worst.get(decision.action);
    if (!known || known.decision === "allowed") worst.set(decision.action, decision);
  }
  return worst;
}

type Question = { actions: string[]; resourceArn: string; context?: Record<string, string> };

export function questionsOf({ actions, resources, condition }: Permission): Question[] {
  return resources.flatMap((resource) =>
    contextsOf(condition).map((context) => ({
      actions: actions.map(({ action }) => action),
      resourceArn: exampleOf(resource),
      ...(context && { context }),
    })),
  );
}

/** `…:role/team/*` as a role that could be: the simulator takes ARNs, not patterns. */
function exampleOf(resource: string): string {
  return resource === "*" ? "*" : resource.replace(/\*$/, "rolecall-check");
}

/** One request context for each value the condition lists. */
function contextsOf(condition: JsonObject | undefined): (Record<string, string> | undefined)[] {
  if (!condition) return [undefined];
  const [keys] = Object.values(condition);
  const [entry] = isObject(keys ?? null) ? Object.entries(keys as JsonObject) : [];
  if (!entry) return [undefined];
  const [key, values] = entry;
  return (Array.isArray(values) ? values : [values]).map((value) => ({ [key]: String(value) }));
}

function judge(checking: Checking, needed: NeededAction, decision: SimulatedDecision | undefined) {
  const { name, why } = needed;
  if (decision?.decision === "allowed") return passed(name, { finding: "allowed", facts: { why } });
  return lacking(checking, needed, {
    code: decision?.decision ?? "implicitDeny",
    policyLayer: layerOf(decision),
    explicit: decision?.decision === "explicitDeny",
  });
}

function layerOf(decision: SimulatedDecision | undefined): PolicyLayer {
  if (decision?.allowedByOrganization === false) return "scp";
  return decision?.allowedByBoundary === false ? "boundary" : "identity";
}
