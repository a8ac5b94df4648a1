import type { ContextInput } from "../policies/context.ts";
import { listOf, policyDocument, type Statement } from "../policies/document.ts";
import { evaluate, type Question } from "../policies/evaluate.ts";
import type { Account } from "../state/account.ts";
import { parseRoleArn } from "../state/arns.ts";
import type { Role, Trust } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { type AwsError, accessDenied } from "../wire/errors.ts";
import type { AwsRequest } from "../wire/request.ts";
import { denialText } from "./authorize.ts";
import type { Caller } from "./caller.ts";
import {
  type Denial,
  denialOf,
  type Layer,
  type LayerVerdict,
  layersOf,
  organizationPolicy,
} from "./layers.ts";
import { requestContext, tagKeys } from "./request-context.ts";

export type AssumableRole = { account: Account; role: Role };

/**
 * Returns the role of an ARN if this caller may do `action` to it. Across accounts every refusal has the same text,
 * which does not reveal whether the role exists, whom it trusts, or which condition failed.
 */
export function authorizeAssume(
  world: World,
  caller: Caller,
  request: AwsRequest,
  roleArn: string,
  actions: string[],
  added: ContextInput,
): AssumableRole {
  const target = findRole(world, roleArn);
  if (!target || target.account.partition !== caller.account.partition) {
    throw refusal(caller, "sts:AssumeRole", roleArn);
  }
  for (const action of actions) {
    const context = requestContext(caller, request, world.rules.now(), [resourceKeys(target), added]);
    const denial = denialFor(world, caller, target, { action, resource: roleArn, context });
    if (denial)
      throw refusal(caller, action, roleArn, target.account === caller.account ? denial : undefined);
  }
  return target;
}

function findRole(world: World, roleArn: string): AssumableRole | undefined {
  const address = parseRoleArn(roleArn);
  const account = address && world.account(address.accountId);
  if (!account) return undefined;
  const role = account.seenRole(address.name);
  return role?.arn === roleArn ? { account, role } : undefined;
}

const resourceKeys = ({ account, role }: AssumableRole): ContextInput => ({
  "aws:ResourceAccount": account.id,
  "aws:ResourceOrgID": account.settings.organization?.id,
  ...tagKeys("aws:ResourceTag/", role.tags),
  ...tagKeys("iam:ResourceTag/", role.tags),
});

function denialFor(
  world: World,
  caller: Caller,
  target: AssumableRole,
  question: Question,
): Denial | undefined {
  const trust = trustVerdict(target.role.trust, caller, question);
  const ownLayers = layersOf(world, caller, question);
  // Within an account, a trust policy that names the caller is enough where SILENT_FOR says so; one that names the
  // account leaves it to the caller's policies. Across accounts both sides must allow.
  const silent = target.account === caller.account ? SILENT_FOR[trust.names] : [];
  const layers = ownLayers.filter(
    ({ layer, verdict }) => verdict.effect === "explicitDeny" || !silent.includes(layer),
  );
  return denialOf([...resourceControl(target, question), trust.layer, ...layers]);
}

/**
 * By how a trust policy names the caller: the layers of the caller's own policies that need not allow the action [IAM
 * User Guide, reference_policies_evaluation-logic]. An SCP always has to.
 */
const SILENT_FOR: Record<Naming, Layer[]> = {
  // The user, or this session.
  itself: ["identity-based policy", "permissions boundary", "session policy"],
  // The session's role, or everyone.
  role: ["identity-based policy"],
  account: [],
};
type Naming = "itself" | "role" | "account";

function resourceControl({ account }: AssumableRole, question: Question): LayerVerdict[] {
  const policies = account.settings.organization?.resourceControlPolicies ?? [];
  if (policies.length === 0) return [];
  return [
    { layer: "resource control policy", verdict: evaluate(policies.map(organizationPolicy), question) },
  ];
}

type TrustVerdict = { layer: LayerVerdict; names: Naming };

function trustVerdict(trust: Trust, caller: Caller, question: Question): TrustVerdict {
  const policy = { name: "trust", document: policyDocument(trust.text) };
  const verdictOf = (namings: Naming[]) =>
    evaluate([policy], question, (statement) => {
      const naming = matchPrincipal(statement, trust, caller);
      return naming !== undefined && namings.includes(naming);
    });
  const isEnough = (...namings: Naming[]) => verdictOf(namings).effect === "allowed";
  return {
    layer: { layer: "role trust policy", verdict: verdictOf(["itself", "role", "account"]) },
    names: isEnough("itself") ? "itself" : isEnough("itself", "role") ? "role" : "account",
  };
}

/** How a statement's principals match the caller; undefined where they do not. */
function matchPrincipal({ principal }: Statement, trust: Trust, caller: Caller): Naming | undefined {
  if (principal === undefined) return undefined;
  if (principal === "*") return "role";
  const named = listOf(principal.AWS);
  const { account, identity, arn, session } = caller;
  const namesIdentity = named.some((value) => value === identity.arn && isSameAsThen(value, trust, caller));
  if (session ? named.includes(arn) : namesIdentity) return "itself";
  if (namesIdentity || named.includes("*")) return "role";
  return named.some((value) => value === account.id || value === account.arn("root")) ? "account" : undefined;
}

/** Whether the principal is the one the trust policy was written for, not one recreated under its name. */
const isSameAsThen = (value: string, { principalIds }: Trust, { identity }: Caller) =>
  principalIds[value] === undefined || principalIds[value] === identity.id;

function refusal(caller: Caller, action: string, roleArn: string, denial?: Denial): AwsError {
  if (denial) return accessDenied(denialText(caller.arn, { action, resource: roleArn }, denial));
  return accessDenied(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`);
}
