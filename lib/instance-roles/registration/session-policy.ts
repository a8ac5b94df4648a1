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
 * The session policy as JSON text, at most 2,048 characters. A very long path is told by the role's name, which is
 * unique in an account whatever its path.
 * @throws Error rather than allowing more than this role and these policies
 */
export function sessionPolicy(scope: Scope): string {
  refusePatterns(scope);
  const exact = build(scope, { shortRole: false });
  if (exact.length <= LONGEST_SESSION_POLICY) return exact;
  const shorter = build(scope, { shortRole: true });
  if (shorter.length <= LONGEST_SESSION_POLICY) return shorter;
  throw new Error(`the required policies do not fit into a session policy: ${shorter.length} characters`);
}

/** An ARN with a wildcard or a variable in it would allow more than what it names. */
function refusePatterns({ roleArn, required }: Scope): void {
  const pattern = [roleArn.arn, ...required.map(({ arn }) => arn)].find((arn) => /[*?]|\$\{/.test(arn));
  if (pattern) throw new Error(`${pattern} is a pattern in a policy`);
}

function build({ roleArn, required }: Scope, { shortRole }: { shortRole: boolean }): string {
  const { arn, partition, accountId, name } = roleArn;
  const iam = `arn:${partition}:iam::${accountId}`;
  // By name too: GetRole finds a role of another path, and we want to say which one it found.
  const byName = [`${iam}:role/${name}`, `${iam}:role/*/${name}`];
  // A path that is too long is not none.
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
