/** What a run's session may do: this role, its instance profile, the required policies, and nothing else. */
import { ec2Services } from "#lib/aws/partition.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import { profileArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import type { AttachmentKey } from "./ledger/attachment-store.ts";
import { PROFILE_PATH, profileNames } from "./profile-names.ts";

/** STS counts Policy and PolicyArns together, in plain text (docs/aws-facts.md, AssumeRole). */
export const LONGEST_SESSION_POLICY = 2_048;

const READ_ROLE = [
  "iam:GetRole",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:SimulatePrincipalPolicy",
  // Where something denies what machines need, the text of the policies says what.
  "iam:ListRolePolicies",
  "iam:GetRolePolicy",
];
const READ_ACCOUNT = [
  "iam:GetAccountSummary",
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "ec2:DescribeRegions",
  "ec2:DescribeInstances",
];
const PROFILE_WRITES = [
  "iam:CreateInstanceProfile",
  "iam:TagInstanceProfile",
  "iam:AddRoleToInstanceProfile",
  "iam:RemoveRoleFromInstanceProfile",
  "iam:DeleteInstanceProfile",
];

type Scope = { roleArn: RoleArn; required: Pick<RequiredPolicy, "arn">[] };

/** For taking back: what was attached may not be required any more. */
export function undoingPolicy({ roleArn, required }: Scope, held: AttachmentKey[]): string {
  const attached = held.filter(({ kind }) => kind === "policy").map(({ target }) => target);
  const arns = new Set([...required.map(({ arn }) => arn), ...attached]);
  return sessionPolicy({ roleArn, required: [...arns].map((arn) => ({ arn })) });
}

/**
 * The session policy as JSON text, at most 2,048 characters: very long paths and many policies are told by a
 * pattern instead, which the connection role's own policy bounds as before.
 */
export function sessionPolicy(scope: Scope): string {
  const exact = build(scope, { shortRole: false, shortPolicies: false });
  if (exact.length <= LONGEST_SESSION_POLICY) return exact;
  const shorter = build(scope, { shortRole: true, shortPolicies: false });
  if (shorter.length <= LONGEST_SESSION_POLICY) return shorter;
  return build(scope, { shortRole: true, shortPolicies: true });
}

function build(
  { roleArn, required }: Scope,
  { shortRole, shortPolicies }: { shortRole: boolean; shortPolicies: boolean },
): string {
  const { arn, partition, accountId, name } = roleArn;
  const iam = `arn:${partition}:iam::${accountId}`;
  // By name too: GetRole finds a role of another path, and we want to say which one it found.
  const byName = [`${iam}:role/${name}`, `${iam}:role/*/${name}`];
  const role = shortRole ? byName : arn;
  const policies = shortPolicies
    ? [`arn:${partition}:iam::aws:policy/*`, `${iam}:policy/*`]
    : required.map((policy) => policy.arn);
  const reads = [
    allow(READ_ROLE, byName),
    allow(["iam:GetInstanceProfile"], `${iam}:instance-profile/*`),
    allow(READ_ACCOUNT, "*"),
  ];
  const profiles = profileNames(name).map((profile) =>
    profileArn({ partition, accountId, path: PROFILE_PATH, name: profile }),
  );
  const changes = [
    {
      ...allow(["iam:AttachRolePolicy", "iam:DetachRolePolicy"], role),
      Condition: { ArnLike: { "iam:PolicyARN": policies } },
    },
    {
      ...allow(["iam:PassRole"], role),
      Condition: { StringEquals: { "iam:PassedToService": ec2Services(partition) } },
    },
    allow(PROFILE_WRITES, profiles),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: [...reads, ...changes] });
}

const allow = (Action: string[], Resource: string | string[]) => ({ Effect: "Allow", Action, Resource });
