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
import { type Denial, denialOf, type LayerVerdict, layersOf, organizationPolicy } from "./layers.ts";
import { requestContext, tagKeys } from "./request-context.ts";

export type AssumableRole = { account: Account; role: Role };

/**
 * The role behind an ARN if this caller may do `action` to it. Across accounts every refusal reads the same:
 * whether the role exists, whom it trusts and which condition failed stays with its owner.
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
  // Within an account, a trust policy that names the caller itself is permission enough; one that names the
  // account leaves it to the caller's policies. Across accounts both sides must allow.
  const namedItself = target.account === caller.account && trust.names === "caller";
  const layers = namedItself
    ? ownLayers.filter(({ verdict }) => verdict.effect === "explicitDeny")
    : ownLayers;
  return denialOf([...resourceControl(target, question), trust.layer, ...layers]);
}

function resourceControl({ account }: AssumableRole, question: Question): LayerVerdict[] {
  const policies = account.settings.organization?.resourceControlPolicies ?? [];
  if (policies.length === 0) return [];
  return [
    { layer: "resource control policy", verdict: evaluate(policies.map(organizationPolicy), question) },
  ];
}

type TrustVerdict = { layer: LayerVerdict; names: "caller" | "account" };

function trustVerdict(trust: Trust, caller: Caller, question: Question): TrustVerdict {
  const policy = { name: "trust", document: policyDocument(trust.text) };
  const direct = evaluate(
    [policy],
    question,
    (statement) => matchPrincipal(statement, trust, caller) === "caller",
  );
  const verdict = evaluate(
    [policy],
    question,
    (statement) => matchPrincipal(statement, trust, caller) !== undefined,
  );
  return {
    layer: { layer: "role trust policy", verdict },
    names: direct.effect === "allowed" ? "caller" : "account",
  };
}

/** Whether a statement's principals cover the caller: by itself, or by its account. */
function matchPrincipal(
  { principal }: Statement,
  trust: Trust,
  caller: Caller,
): "caller" | "account" | undefined {
  if (principal === undefined) return undefined;
  if (principal === "*") return "caller";
  const named = listOf(principal.AWS);
  if (named.some((value) => value === "*" || isCaller(value, trust, caller))) return "caller";
  const { account } = caller;
  return named.some((value) => value === account.id || value === account.arn("root")) ? "account" : undefined;
}

function isCaller(value: string, trust: Trust, { identity, arn, session }: Caller): boolean {
  if (session && value === arn) return true;
  if (value !== identity.arn) return false;
  return trust.principalIds[value] === undefined || trust.principalIds[value] === identity.id;
}

function refusal(caller: Caller, action: string, roleArn: string, denial?: Denial): AwsError {
  if (denial) return accessDenied(denialText(caller.arn, { action, resource: roleArn }, denial));
  return accessDenied(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`);
}
