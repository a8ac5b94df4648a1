/** Has the connection role each permission Rolecall needs? AWS's simulator says it without anything being done. */
import { isDenied, isNotOffered } from "#lib/aws/errors.ts";
import { type SimulatedDecision, simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { Failure, PolicyLayer } from "#lib/failures/failure.ts";
import { isObject, type JsonObject } from "#lib/iam-policy/parse.ts";
import { connectionPermissions, type Permission } from "#lib/setup-documents/permissions.ts";
import { isNewSince } from "#lib/setup-documents/permissions-version.ts";
import { type Checking, endedBy, failed, passed, skipped, warning } from "./checking.ts";
import type { CheckName, StoredCheck } from "./finding.ts";
import { probePermissions } from "./probe-permissions.ts";

export const BULK_READ = "iam:GetAccountAuthorizationDetails";

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

/** AWS did not say whether the permission is there. Nothing is lacking by that: the reason is told once, for all. */
export function notAsked(checking: Checking, { name }: NeededAction, error: unknown): StoredCheck {
  checking.report(endedBy(checking, "permission", error));
  return skipped(name, { finding: "not_asked", facts: {} });
}

export type NeededAction = { name: CheckName; action: string; why: string; permission: Permission };

/** Each action once, in the order of the set-up documents; one that several statements allow is told with the first. */
export function neededActions(checking: Pick<Checking, "account" | "required">): NeededAction[] {
  const needed = permissionsOf(checking).flatMap((permission) =>
    permission.actions.map(({ action, why }) => ({
      name: `permission:${action}` as const,
      action,
      why,
      permission,
    })),
  );
  return needed.filter(({ name }, index) => needed.findIndex((other) => other.name === name) === index);
}

export function permissionsOf({ account, required }: Pick<Checking, "account" | "required">): Permission[] {
  const { partition, accountId, setup } = account;
  return connectionPermissions({ partition, accountId, requiredPolicies: required, ...setup });
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

type Refusal = Omit<NonNullable<Failure["aws"]>, "action">;

/** A lacking permission fails the account, unless it came with a later version or only makes things quicker. */
export function lacking(checking: Checking, needed: NeededAction, refusal: Refusal): StoredCheck {
  const { name, action, why, permission } = needed;
  if (action === BULK_READ) return warning(name, { finding: "opted_in_but_denied", facts: { why } });
  if (isNewSince(action, checking.account.setup.permissionsVersion)) {
    return warning(name, { finding: "newly_needed", facts: { why } });
  }
  const [resource] = permission.resources;
  return failed(name, {
    reason: "connection_missing_permission",
    facts: { denied: [{ action, ...(resource && { resource }) }] },
    step: "connect",
    aws: { action, ...refusal },
  });
}

function layerOf(decision: SimulatedDecision | undefined): PolicyLayer {
  if (decision?.allowedByOrganization === false) return "scp";
  return decision?.allowedByBoundary === false ? "boundary" : "identity";
}
