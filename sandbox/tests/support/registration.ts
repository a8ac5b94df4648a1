import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  GetAccountSummaryCommand,
  GetRoleCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";

const REQUIRED = [
  "aws:policy/AmazonSSMManagedInstanceCore",
  "aws:policy/CloudWatchAgentServerPolicy",
  "aws:policy/AmazonEC2ContainerRegistryPullOnly",
];

class Ended extends Error {}

type Statement = {
  Effect: string;
  Action: string | string[];
  Principal?: { Service?: string | string[] };
  NotPrincipal?: object;
  Condition?: object;
};

/**
 * Prepares a role step by step with the SDK, as a person would.
 * @returns ACTIVE, or the expected failure
 */
export async function prepare(iam: IAMClient, roleArn: string): Promise<string> {
  try {
    const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    await find(iam, RoleName, roleArn);
    await attachPolicies(iam, RoleName, roleArn);
    await ensureProfile(iam, RoleName);
    await simulate(iam, roleArn);
    return "ACTIVE";
  } catch (error) {
    if (error instanceof Ended) return error.message;
    throw error;
  }
}

async function find(iam: IAMClient, RoleName: string, roleArn: string): Promise<void> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName })).catch(
    endingIn({
      NoSuchEntity: "role_not_found",
      AccessDenied: "role_read_denied",
      Throttling: "aws_throttled",
      OptInRequired: "unexpected",
    }),
  );
  if (Role?.Arn !== roleArn) throw new Ended("role_arn_mismatch");
  const trust = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? ""));
  if ((trust.Statement as Statement[]).some(({ NotPrincipal }) => NotPrincipal)) {
    throw new Ended("trust_unreadable");
  }
  const aboutEc2 = (trust.Statement as Statement[]).filter(({ Principal }) =>
    [Principal?.Service].flat().includes("ec2.amazonaws.com"),
  );
  if (aboutEc2.some(({ Effect }) => Effect === "Deny")) throw new Ended("trust_denied");
  if (aboutEc2.length === 0) throw new Ended("trust_no_ec2");
  if (aboutEc2.every(({ Condition }) => Object.keys(Condition ?? {}).length > 0)) {
    throw new Ended("trust_conditional");
  }
}

async function attachPolicies(iam: IAMClient, RoleName: string, roleArn: string): Promise<void> {
  const [, partition, , , accountId] = roleArn.split(":");
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  const there = AttachedPolicies.map(({ PolicyArn }) => PolicyArn);
  const required = [...REQUIRED, `${accountId}:policy/rolecall-node`].map(
    (policy) => `arn:${partition}:iam::${policy}`,
  );
  const missing = required.filter((arn) => !there.includes(arn));
  if (there.length + missing.length > (SummaryMap?.AttachedPoliciesPerRoleQuota ?? 0)) {
    throw new Ended("policy_quota_exceeded");
  }
  for (const PolicyArn of missing) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })).catch(
      endingIn({
        AccessDenied: "attach_denied",
        NoSuchEntity: "required_policy_missing",
        UnmodifiableEntity: "role_not_modifiable",
      }),
    );
  }
}

async function ensureProfile(iam: IAMClient, RoleName: string): Promise<void> {
  const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  if (InstanceProfiles.length > 0) return;
  const InstanceProfileName = await makeProfile(iam, [RoleName, `${RoleName}-rolecall`]);
  await iam
    .send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }))
    .catch(endingIn({ AccessDenied: "pass_role_denied" }));
}

/** Creates a profile under the first free name. */
async function makeProfile(iam: IAMClient, [name, ...others]: string[]): Promise<string> {
  if (name === undefined) throw new Ended("profile_name_taken");
  const create = new CreateInstanceProfileCommand({
    InstanceProfileName: name,
    Path: "/rolecall/",
    Tags: [{ Key: "rolecall:managed", Value: "true" }],
  });
  const outcome = await iam.send(create).catch((error) => {
    if (error.Code === "EntityAlreadyExists") return "taken";
    return endingIn({ AccessDenied: "profile_denied", LimitExceeded: "profile_quota_exceeded" })(error);
  });
  return outcome === "taken" ? makeProfile(iam, others) : name;
}

async function simulate(iam: IAMClient, PolicySourceArn: string): Promise<void> {
  const ActionNames = [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:OpenDataChannel",
    "ecr:BatchGetImage",
    "logs:PutLogEvents",
  ];
  const answer = await iam
    // The simulator's answer about an organization's denial is not certain.
    .send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn,
        ActionNames,
        PolicyExclusionList: [{ PolicyType: "scp" }],
      }),
    )
    // Without permission to simulate, this step is skipped.
    .catch((error) => (error.Code === "AccessDenied" ? { EvaluationResults: [] } : Promise.reject(error)));
  // A decision that depends on a missing condition key is not certain.
  const told = (answer.EvaluationResults ?? []).filter(
    ({ MissingContextValues }) => !MissingContextValues?.length,
  );
  for (const result of told) {
    if (result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) {
      throw new Ended("permissions_boundary_blocks");
    }
    if (result.EvalDecision === "explicitDeny") throw new Ended("explicit_deny_blocks");
  }
}

function endingIn(reasons: Record<string, string>) {
  return (error: { Code?: string }): never => {
    const reason = reasons[error.Code ?? ""];
    throw reason === undefined ? error : new Ended(reason);
  };
}
