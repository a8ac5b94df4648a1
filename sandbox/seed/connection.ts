import type { Partition } from "../state/arns.ts";
import type { PolicySeed, RoleSeed } from "./account-seed.ts";
import { allow, type Document, policy, trusting } from "./documents.ts";
import { platformArn } from "./platforms.ts";

type Where = { id: string; partition?: Partition };

type ConnectionOptions = {
  externalId: string | undefined;
  /** Statements in addition to the minimum. */
  also?: object[];
  /** Actions that the account's owner left out. */
  without?: string[];
  boundary?: string;
  /** Set up before the documents allowed a source identity. */
  isOld?: boolean;
};

/** The connection role, as the set-up documents make it, or as somebody changed it since. */
export function connectionRole(
  account: Where,
  { externalId, also, without, boundary, isOld = false }: ConnectionOptions,
): RoleSeed {
  const condition = externalId ? { StringEquals: { "sts:ExternalId": externalId } } : undefined;
  const principal = { AWS: platformArn(account.partition ?? "aws") };
  const actions = ["sts:AssumeRole", ...(isOld ? [] : ["sts:SetSourceIdentity"])];
  return {
    name: "rolecall-connection",
    description: "Lets Rolecall check and prepare instance roles",
    trust: policy(...actions.map((action) => trusting(principal, condition, action))),
    inline: { "rolecall-connection": connectionPolicy(account, also, without) },
    ...(boundary && { boundary }),
  };
}

/** The permissions an account opts into so that roles can be attached to its machines. */
export const attachToInstances = ({ id, partition = "aws" }: Where): object[] => [
  { Sid: "ReadAssociations", ...allow(["ec2:DescribeIamInstanceProfileAssociations"]) },
  {
    Sid: "AttachToInstances",
    ...allow(
      [
        "ec2:AssociateIamInstanceProfile",
        "ec2:ReplaceIamInstanceProfileAssociation",
        "ec2:DisassociateIamInstanceProfile",
      ],
      `arn:${partition}:ec2:*:${id}:instance/*`,
    ),
  },
];

/** The policy `rolecall-node`: what a cluster's machine needs of the platform. */
export const nodePolicy = ({ id, partition = "aws" }: Where): PolicySeed => ({
  name: "rolecall-node",
  description: "What a cluster's machine needs of its platform",
  document: policy(
    {
      Sid: "DescribeTheCluster",
      ...allow(["ec2:DescribeInstances", "ec2:DescribeTags", "ec2:DescribeVolumes"]),
    },
    {
      Sid: "ReadItsParameters",
      ...allow(
        ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
        [
          `arn:${partition}:ssm:*:${id}:parameter/rolecall`,
          `arn:${partition}:ssm:*:${id}:parameter/rolecall/*`,
        ],
      ),
    },
  ),
});

/** The least that registering needs: no wildcard writes, and only the required policies may be attached. */
function connectionPolicy(
  { id, partition = "aws" }: Where,
  also: object[] = [],
  without: string[] = [],
): Document {
  const iam = (resource: string) => `arn:${partition}:iam::${id}:${resource}`;
  const required = [
    ...[
      "AmazonSSMManagedInstanceCore",
      "CloudWatchAgentServerPolicy",
      "AmazonEC2ContainerRegistryPullOnly",
    ].map((name) => `arn:${partition}:iam::aws:policy/${name}`),
    iam("policy/rolecall-node"),
  ];
  const some = (sid: string, actions: string[], resource: string | string[], condition?: object) => {
    const left = actions.filter((action) => !without.includes(action));
    return left.length === 0 ? [] : [{ Sid: sid, ...allow(left, resource, condition) }];
  };
  return policy(
    ...some("ReadRoles", READ_ROLES, iam("role/*")),
    ...some("AttachOnlyListed", ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], iam("role/*"), {
      ArnEquals: { "iam:PolicyARN": required },
    }),
    ...some("ReadListed", ["iam:GetPolicy", "iam:GetPolicyVersion"], required),
    ...some("Profiles", CHANGE_PROFILES, iam("instance-profile/rolecall/*")),
    ...some("ReadAnyProfile", ["iam:GetInstanceProfile"], iam("instance-profile/*")),
    ...some("PassToEc2", ["iam:PassRole"], iam("role/*"), {
      StringEquals: { "iam:PassedToService": PASSED_TO[partition] ?? "ec2.amazonaws.com" },
    }),
    ...some("Account", ["iam:GetAccountSummary", "iam:ListAccountAliases"], "*"),
    ...some("Ec2Read", READ_INSTANCES, "*"),
    ...also,
    // The role may read itself and change nothing of itself.
    {
      Sid: "NeverTheConnectionRole",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy"],
      Resource: [iam("role/rolecall/connection/*"), iam("role/rolecall-connection")],
    },
  );
}

/** In China PassRole needs a service name for launching instances and one for adding the role to a profile. */
const PASSED_TO: Partial<Record<Partition, string[]>> = {
  "aws-cn": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
};

const READ_ROLES = [
  "iam:GetRole",
  "iam:ListAttachedRolePolicies",
  "iam:ListRolePolicies",
  "iam:GetRolePolicy",
  "iam:ListInstanceProfilesForRole",
  "iam:SimulatePrincipalPolicy",
];

const READ_INSTANCES = ["ec2:DescribeRegions", "ec2:DescribeInstances"];

const CHANGE_PROFILES = [
  "iam:GetInstanceProfile",
  "iam:CreateInstanceProfile",
  "iam:TagInstanceProfile",
  "iam:AddRoleToInstanceProfile",
  "iam:RemoveRoleFromInstanceProfile",
  "iam:DeleteInstanceProfile",
];
