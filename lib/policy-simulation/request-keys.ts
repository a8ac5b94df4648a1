/** The condition keys of requests that are known beforehand: those of machines and of Rolecall itself. */
import type { KnownKeys } from "#lib/iam-policy/known-request.ts";
import { matchesPattern } from "#lib/iam-policy/match.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";

/** `tags`: of the role, by key; absent where they were not read. */
export type Principal = { arn: string; tags?: Record<string, string> };

/** Context entries for the simulator that are certain and that it does not fill in (docs/aws-facts.md, Simulation). */
export type RequestContext = Record<string, string | string[]>;

/** Returns the keys of every request of a role's session, for the simulator. */
export function certainContext({ tags = {} }: Principal, now = new Date()): RequestContext {
  const principalTags = Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  return {
    ...Object.fromEntries(principalTags),
    "aws:CurrentTime": now.toISOString(),
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:PrincipalIsAWSService": "false",
  };
}

/**
 * The keys of a machine's request with EC2's credentials: no MFA, and no tags but the role's. The Region counts as
 * unknown, so that denials depending on it are reported as such.
 */
export function machineKeys(principal: Principal): KnownKeys {
  return keysOf(principal, NEVER_OF_A_MACHINE);
}

/** The keys of a call by the connection role. The call's own keys are in `context`. */
export function connectionKeys(principal: Principal, context: RequestContext = {}): KnownKeys {
  return keysOf(principal, NEVER_OF_ROLECALL, context);
}

function keysOf(principal: Principal, absent: readonly string[], context: RequestContext = {}): KnownKeys {
  const { accountId } = roleArnFrom(principal.arn);
  const given: RequestContext = {
    ...certainContext(principal),
    "aws:PrincipalArn": principal.arn,
    "aws:PrincipalAccount": accountId,
    "aws:PrincipalType": "AssumedRole",
    ...context,
  };
  const known = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
  return (key) => {
    const values = known.get(key);
    if (values) return values;
    if (principal.tags && key.startsWith("aws:principaltag/")) return "absent";
    return absent.some((pattern) => matchesPattern(pattern, key)) ? "absent" : "unknown";
  };
}

const NEVER_OF_A_DIRECT_CALL = [
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:username",
  "aws:federatedprovider",
  "sts:externalid",
  "saml:*",
];

const NEVER_OF_A_MACHINE = [
  ...NEVER_OF_A_DIRECT_CALL,
  "aws:multifactorauthpresent",
  "aws:multifactorauthage",
  "aws:sourceidentity",
];

/** Keys of other calls; calls that have them get them in `context`. */
const NEVER_OF_ROLECALL = [
  ...NEVER_OF_A_DIRECT_CALL,
  "iam:policyarn",
  "iam:passedtoservice",
  "iam:permissionsboundary",
];
