/** Builds the session policy of a run: this role, its instance profile, the required policies, and nothing else. */
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
  // Included where machines' permissions may be denied, to read the text of the policies that deny them.
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

/** The session policy for undoing, which includes policies that are no longer required. */
export function undoingPolicy({ roleArn, required }: Scope, held: AttachmentKey[]): string {
  const attached = held.filter(({ kind }) => kind === "policy").map(({ target }) => target);
  const arns = new Set([...required.map(({ arn }) => arn), ...attached]);
  return sessionPolicy({ roleArn, required: [...arns].map((arn) => ({ arn })) });
}

/**
 * Returns the session policy as JSON, at most 2,048 characters. A role with a very long path is named without it, which
 * is unambiguous as role names are unique in an account.
 * @throws Error rather than allow more than this role and these policies
 */
export function sessionPolicy(scope: Scope): string {
  refusePatterns(scope);
  const exact = build(scope, { shortRole: false });
  if (exact.length <= LONGEST_SESSION_POLICY) return exact;
  const shorter = build(scope, { shortRole: true });
  if (shorter.length <= LONGEST_SESSION_POLICY) return shorter;
  throw new Error(`the required policies do not fit into a session policy: ${shorter.length} characters`);
}

/** Refuses ARNs with a wildcard or a policy variable, which would match more than one role or policy. */
function refusePatterns({ roleArn, required }: Scope): void {
  const pattern = [roleArn.arn, ...required.map(({ arn }) => arn)].find((arn) => /[*?]|\$\{/.test(arn));
  if (pattern) throw new Error(`${pattern} is a pattern in a policy`);
}

function build({ roleArn, required }: Scope, { shortRole }: { shortRole: boolean }): string {
  const { arn, partition, accountId, name } = roleArn;
  const iam = `arn:${partition}:iam::${accountId}`;
  // By name too: GetRole finds a role of another path, and the failure says which one it found.
  const byName = [`${iam}:role/${name}`, `${iam}:role/*/${name}`];
  // A path too long to fit becomes a wildcard: the role does have a path.
  const role = shortRole ? `${iam}:role/*/${name}` : arn;
  const policies = required.map((policy) => policy.arn);
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
