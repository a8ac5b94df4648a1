/** Checks with AWS's policy simulator that the connection role has each permission Rolecall needs. */
import { isDenied, isNotOffered } from "#lib/aws/errors.ts";
import type { Aws } from "#lib/aws/session.ts";
import { isObject, type JsonObject } from "#lib/iam-policy/parse.ts";
import type { Verdict } from "#lib/policy-simulation/judge.ts";
import { regionsInUse } from "#lib/policy-simulation/regions-in-use.ts";
import { simulateConnection } from "#lib/policy-simulation/simulate-connection.ts";
import type { Question } from "#lib/policy-simulation/simulate-principal.ts";
import { tagContext } from "#lib/policy-simulation/tag-context.ts";
import type { Permission } from "#lib/setup-documents/permissions.ts";
import { MANAGED_TAG } from "#lib/setup-documents/setup.ts";
import { type Checking, passed, warning } from "./checking.ts";
import type { StoredCheck } from "./finding.ts";
import {
  allowed,
  lacking,
  type NeededAction,
  neededActions,
  notAsked,
  type Refusal,
} from "./needed-actions.ts";
import { probePermissions } from "./probe-permissions.ts";

export async function checkPermissions(checking: Checking, aws: Aws): Promise<void> {
  const needed = neededActions(checking);
  try {
    const verdicts = await simulateAll(checking, aws);
    for (const one of needed) checking.report(judge(checking, one, verdicts.get(one.action)));
  } catch (error) {
    const cannotSimulate = isDenied(error) || (checking.emulator && isNotOffered(error));
    if (cannotSimulate) {
      const because = isDenied(error) ? "denied" : "not_offered";
      await probePermissions(checking, aws, { needed, because });
      return;
    }
    for (const one of needed) checking.report(notAsked(checking, one, error));
  }
}

/** Returns the worst verdict on each action, over all resources and condition values it is needed with. */
async function simulateAll(checking: Checking, aws: Aws): Promise<Map<string, Verdict>> {
  const { connectionRoleArn, partition, regions } = checking.account;
  const connection = { connectionRoleArn, partition, regions: regionsInUse(partition, regions) };
  const verdicts = await simulateConnection(aws, connection, questionsFor(checking));
  const worst = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const known = worst.get(verdict.action);
    if (!known || BADNESS[verdict.outcome] > BADNESS[known.outcome]) worst.set(verdict.action, verdict);
  }
  return worst;
}

/** Profiles are made with tags, which an organization's policies may demand. */
function questionsFor(checking: Checking): Question[] {
  const tags = tagContext({ [MANAGED_TAG.key]: MANAGED_TAG.value, ...checking.account.tags });
  return allowed(checking).flatMap((permission) =>
    questionsOf(permission).map((question) =>
      question.actions.includes("iam:CreateInstanceProfile") ? { ...question, context: tags } : question,
    ),
  );
}

const BADNESS: Record<Verdict["outcome"], number> = {
  allowed: 0,
  organization: 1,
  conditional: 2,
  denied: 3,
};

export function questionsOf({ actions, resources, condition }: Permission): Question[] {
  return resources.flatMap((resource) =>
    contextsOf(condition).map((context) => ({
      actions: actions.map(({ action }) => action),
      resourceArn: exampleOf(resource),
      ...(context && { context }),
    })),
  );
}

/** Returns an example ARN for a pattern such as `…:role/team/*`: the simulator takes no patterns. */
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

function judge(checking: Checking, needed: NeededAction, verdict: Verdict | undefined): StoredCheck {
  const { name, why } = needed;
  switch (verdict?.outcome) {
    case "allowed":
      return passed(name, { finding: "allowed", facts: { why } });
    case "organization":
      return warning(name, { finding: "scp_may_block", facts: { why } });
    case "conditional":
      return warning(name, { finding: "depends_on_conditions", facts: { why, conditionKeys: verdict.keys } });
    default:
      return lacking(checking, needed, refusalIn(verdict));
  }
}

/** As AWS would refuse it: of several causes it names an explicit Deny. */
function refusalIn(verdict: Extract<Verdict, { outcome: "denied" }> | undefined): Refusal {
  const { by = "identity", explicit = false } =
    verdict?.causes.find((cause) => cause.explicit) ?? verdict?.causes[0] ?? {};
  return { code: explicit ? "explicitDeny" : "implicitDeny", policyLayer: by, explicit };
}
