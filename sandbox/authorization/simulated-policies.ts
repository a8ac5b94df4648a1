import { type AppliedPolicy } from "../policies/evaluate.ts";
import { glob } from "../policies/glob.ts";
import type { Account } from "../state/account.ts";
import type { Role, User } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { boundaryPolicies, identityPolicies, organizationPoliciesFor } from "./layers.ts";

export const EXCLUDABLE = [
  "aws-managed",
  "inline",
  "permission-boundary",
  "rcp",
  "scp",
  "user-managed",
] as const;

/** A member of PolicyExclusionList: a type, a managed policy, or an inline policy by name. */
export type Exclusion = {
  PolicyType: string | undefined;
  PolicyArn: string | undefined;
  InlinePolicyIdentifier: { PolicyName?: string; AttachmentType?: string; AttachmentName?: string };
};

export type Layers = {
  identity: AppliedPolicy[];
  boundary: AppliedPolicy[] | undefined;
  organization: AppliedPolicy[] | undefined;
};

/** The policies of a user or role, without those excluded. RCPs are not simulated, so excluding them has no effect. */
export function layersToSimulate(
  world: World,
  account: Account,
  identity: Role | User,
  exclusions: Exclusion[],
): Layers {
  const without = (type: string) => exclusions.some(({ PolicyType }) => PolicyType === type);
  const boundary = boundaryPolicies(world, identity);
  const isExcludedArn = ({ arn }: AppliedPolicy) =>
    exclusions.some(({ PolicyArn }) => PolicyArn && PolicyArn === arn);
  const kind = ({ arn }: AppliedPolicy) => {
    if (arn === undefined) return "inline";
    return arn.split(":")[4] === "aws" ? "aws-managed" : "user-managed";
  };
  const isExcluded = (policy: AppliedPolicy) =>
    without(kind(policy)) ||
    isExcludedArn(policy) ||
    exclusions.some(({ InlinePolicyIdentifier: inline }) => isNamed(policy, identity, inline));
  return {
    identity: identityPolicies(world, identity).filter((policy) => !isExcluded(policy)),
    boundary: without("permission-boundary") || boundary?.some(isExcludedArn) ? undefined : boundary,
    organization: without("scp")
      ? undefined
      : organizationPoliciesFor(account.id, identity, account.settings.organization)?.filter(
          (policy) => !isExcludedArn(policy),
        ),
  };
}

function isNamed(
  { arn, name }: AppliedPolicy,
  identity: Role | User,
  { PolicyName, AttachmentType, AttachmentName }: Exclusion["InlinePolicyIdentifier"],
): boolean {
  const kind = "trust" in identity ? "ROLE" : "USER";
  return (
    arn === undefined &&
    PolicyName === name &&
    AttachmentType?.toUpperCase() === kind &&
    glob(AttachmentName ?? "")(identity.name)
  );
}
