import { policyDocument } from "../policies/document.ts";
import { type AppliedPolicy, evaluate, type Question, type Verdict } from "../policies/evaluate.ts";
import type { Identity, Organization, OrganizationPolicy, Role, Session, User } from "../state/records.ts";
import type { World } from "../state/world.ts";
import type { Caller } from "./caller.ts";

/** The kinds of policy that a request is evaluated against, in AWS's terms. */
export type Layer =
  | "service control policy"
  | "resource control policy"
  | "identity-based policy"
  | "permissions boundary"
  | "session policy"
  | "role trust policy"
  | "resource-based policy";

export type Denial = { layer: Layer; explicit: boolean; policyArn?: string };
export type LayerVerdict = { layer: Layer; verdict: Verdict };

/** Evaluates all layers that apply to this caller, in the order in which AWS names denials. */
export function layersOf(world: World, caller: Caller, question: Question): LayerVerdict[] {
  const { account, identity, session } = caller;
  const layers: LayerVerdict[] = [];
  const ask = (layer: Layer, policies: AppliedPolicy[] | undefined) => {
    if (policies) layers.push({ layer, verdict: evaluate(policies, question) });
  };
  ask("service control policy", organizationPoliciesFor(account.id, identity, account.settings.organization));
  ask("identity-based policy", identityPolicies(world, identity));
  ask("permissions boundary", boundaryPolicies(world, identity));
  ask("session policy", session && sessionPolicies(world, session));
  return layers;
}

/**
 * Returns undefined when every layer allows, else the one refusal AWS names: an explicit one before any implicit one.
 */
export function denialOf(layers: LayerVerdict[]): Denial | undefined {
  for (const { layer, verdict } of layers) {
    if (verdict.effect === "explicitDeny") {
      return { layer, explicit: true, policyArn: verdict.matched[0]?.arn };
    }
  }
  const silent = layers.find(({ verdict }) => verdict.effect === "implicitDeny");
  return silent && { layer: silent.layer, explicit: false };
}

/** The inline and managed policies of a user or role. */
export function identityPolicies(world: World, identity: Identity): AppliedPolicy[] {
  const inline = Object.entries(identity.inline).map(([name, text]) => ({
    name,
    document: policyDocument(text),
  }));
  return [...inline, ...managedPolicies(world, identity.attached)];
}

/** The boundary as a list of one; undefined without a boundary. A deleted boundary allows nothing. */
export function boundaryPolicies(world: World, identity: Identity): AppliedPolicy[] | undefined {
  return identity.boundary === undefined ? undefined : managedPolicies(world, [identity.boundary]);
}

/**
 * The SCPs that apply to a user or role; undefined where none do: outside an organization, in its management account,
 * and for service-linked roles [Organizations User Guide].
 */
export function organizationPoliciesFor(
  accountId: string,
  identity: User | Role,
  organization: Organization | undefined,
): AppliedPolicy[] | undefined {
  if (!organization || organization.managementAccountId === accountId) return undefined;
  if (identity.path.startsWith("/aws-service-role/")) return undefined;
  return organization.serviceControlPolicies.map(organizationPolicy);
}

export const organizationPolicy = ({ arn, text }: OrganizationPolicy): AppliedPolicy => ({
  name: arn,
  arn,
  document: policyDocument(text),
});

function sessionPolicies(world: World, session: Session): AppliedPolicy[] | undefined {
  if (session.policy === undefined && session.policyArns.length === 0) return undefined;
  const inline =
    session.policy === undefined ? [] : [{ name: "session", document: policyDocument(session.policy) }];
  return [...inline, ...managedPolicies(world, session.policyArns)];
}

export function managedPolicies(world: World, arns: string[]): AppliedPolicy[] {
  return arns.flatMap((arn) => {
    const policy = world.seenPolicy(arn);
    const version = policy?.versions.find(({ id }) => id === policy.defaultVersion);
    return policy && version ? [{ name: policy.name, arn, document: policyDocument(version.text) }] : [];
  });
}
