/**
 * What is known of the AssumeRole call that EC2 makes for an instance. AWS does not document its keys, so only what
 * follows from their meaning is taken as known (docs/decisions, trust conditions). Browser-safe.
 */
import { matchesPattern } from "./match.ts";

/** Each `#` is one hexadecimal digit: EC2 uses the instance's ID as the name of the session. */
export const INSTANCE_ID_SHAPE = "i-#################";

const CARRIED: Record<string, string> = {
  "aws:principalisawsservice": "true",
  "aws:principalservicename": "ec2.amazonaws.com",
  "aws:viaawsservice": "false",
  "sts:rolesessionname": INSTANCE_ID_SHAPE,
};

/** Keys of a caller that is a user or a role, or that a caller passes: a service assuming a role has none of them. */
const ABSENT = [
  "sts:externalid",
  "sts:sourceidentity",
  "sts:transitivetagkeys",
  "aws:calledvia*",
  "aws:multifactorauthpresent",
  "aws:multifactorauthage",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltype",
  "aws:principaltag/*",
  "aws:requesttag/*",
  "aws:tagkeys",
  "aws:userid",
  "aws:username",
  "aws:federatedprovider",
  "aws:sourceidentity",
  "saml:*",
  "accounts.google.com:*",
  "graph.facebook.com:*",
  "www.amazon.com:*",
  "cognito-identity.amazonaws.com:*",
  "token.actions.githubusercontent.com:*",
  "oidc.eks.*",
  "*:aud",
  "*:sub",
] as const;

/** The value that the call carries for a key in small letters; undefined where it carries none or nobody knows. */
export function ec2CallHas(key: string): string | undefined {
  return Object.hasOwn(CARRIED, key) ? CARRIED[key] : undefined;
}

/** Whether the call certainly has no such key; `key` in small letters. */
export function isAbsentFromEc2Call(key: string): boolean {
  return ABSENT.some((pattern) => matchesPattern(pattern, key));
}

/** Whether a policy's character can stand at this place of an instance ID. */
export function isInstanceIdCharacter(inPolicy: string, inShape: string): boolean {
  return inPolicy === inShape || (inShape === "#" && /[0-9a-f]/i.test(inPolicy));
}
