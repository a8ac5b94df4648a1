import type { AccountSeed, ProfileSeed, RoleSeed } from "./account-seed.ts";
import { connectionRole, nodePolicy } from "./connection.ts";
import { allow, bucketAccess, deny, policy, trustsEc2 } from "./documents.ts";
import type { Expectation } from "./expectations.ts";
import { organization } from "./organizations.ts";

type LabOptions = Omit<Partial<AccountSeed>, "roles"> & {
  /** The external ID that the trust policy requires; undefined requires none. The connection has the account's own. */
  demands?: string | undefined;
  /** The external ID in use before the rotation. */
  rotatedFrom?: string;
  without?: string[];
  also?: object[];
  boundary?: string;
  hasNodePolicy?: boolean;
};

/** The failure lab: accounts with a problem of the account itself. Their roles would otherwise register. */
export const lab: AccountSeed[] = [
  labAccount("701300000018", "lab-other-external-id", "assume_denied", { demands: "chosen-by-hand" }),
  // The external ID was rotated, and later the old template was applied again.
  labAccount("701300000208", "lab-rolled-back", "external_id_mismatch", {
    rotatedFrom: "rc-lab-rolled-back-Hd4Ws9Kq2Lm7",
    demands: "rc-lab-rolled-back-Hd4Ws9Kq2Lm7",
  }),
  // The simulator's answer alone does not prove that machines are denied.
  labAccount("701300000026", "lab-scp-nodes", "ACTIVE", {
    settings: {
      organization: organization({ scps: [policy(deny(["ssm:*", "ssmmessages:*", "ec2messages:*"]))] }),
    },
  }),
  labAccount("701300000034", "lab-scp-attach", "attach_denied", {
    settings: {
      organization: organization({ scps: [policy(deny(["iam:AttachRolePolicy", "iam:PutRolePolicy"]))] }),
    },
  }),
  labAccount("701300000042", "lab-bounded-connection", "attach_denied", {
    policies: [
      {
        name: "third-party-boundary",
        document: policy(
          allow([
            "iam:Get*",
            "iam:List*",
            "iam:Simulate*",
            "iam:PassRole",
            "iam:*InstanceProfile",
            "ec2:Describe*",
          ]),
        ),
      },
    ],
    boundary: "third-party-boundary",
  }),
  labAccount("701300000059", "lab-no-attach", "attach_denied", { without: ["iam:AttachRolePolicy"] }),
  labAccount("701300000067", "lab-old-setup", "required_policy_missing", { hasNodePolicy: false }),
  labAccount("701300000075", "lab-no-profiles", "profile_denied", { without: ["iam:CreateInstanceProfile"] }),
  labAccount("701300000083", "lab-scp-profiles", "profile_denied", {
    settings: { organization: organization({ scps: [policy(deny("iam:CreateInstanceProfile"))] }) },
  }),
  labAccount("701300000091", "lab-busy", "aws_throttled", {
    // Another tool in the account uses up its API allowance.
    settings: { requestAllowance: { iam: { perSecond: 0, burst: 0 } } },
  }),
  labAccount("701300000109", "lab-suspended", "unexpected", {
    settings: { notSubscribedTo: ["iam", "ec2"] },
  }),
  labAccount("701300000117", "lab-rcp-perimeter", "assume_denied", {
    settings: {
      organization: organization({
        rcps: [
          policy({
            ...deny("sts:AssumeRole", "*", {
              StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-9kd83hsw2q" },
            }),
            Principal: "*",
          }),
        ],
      }),
    },
  }),
  labAccount("701300000125", "lab-open-door", "external_id_not_required", { demands: undefined }),
  labAccount("701300000133", "lab-blind", "role_read_denied", { without: ["iam:GetRole"] }),
  labAccount("701300000141", "lab-no-pass", "pass_role_denied", { without: ["iam:PassRole"] }),
  labAccount("701300000158", "lab-profiles-full", "profile_quota_exceeded", {
    instanceProfiles: thousandProfiles(),
  }),
  // Only us-east-1 is left, whose endpoint cannot be turned off. Whether Rolecall notices depends on its Region.
  labAccount("701300000166", "lab-sts-off", undefined, {
    settings: { stsOffIn: ["eu-central-1", "eu-west-1", "us-east-2", "us-west-2"] },
  }),
  // A common SCP. Machines in the allowed Regions are not affected.
  labAccount("701300000216", "lab-scp-regions", "ACTIVE", {
    settings: {
      organization: organization({
        scps: [
          policy(
            deny("*", "*", { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-central-1"] } }),
          ),
        ],
      }),
    },
  }),
  regionLocked(),
  // Instances and instance profiles need a cost tag.
  labAccount("701300000232", "lab-scp-tags", "profile_denied", {
    settings: { organization: organization({ scps: [demandsTag("owner")] }) },
  }),
  labAccount("701300000174", "lab-no-simulation", "ACTIVE", { without: ["iam:SimulatePrincipalPolicy"] }),
  // Attaching is allowed and detaching is not, so a removal leaves policies attached.
  labAccount("701300000182", "lab-no-undo", "ACTIVE", {
    without: ["iam:DetachRolePolicy", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
  }),
  withoutConnectionRole(labAccount("701300000190", "lab-role-deleted", "assume_denied")),
];

function labAccount(
  id: string,
  alias: string,
  expect: Expectation | undefined,
  options: LabOptions = {},
): AccountSeed {
  const {
    demands,
    rotatedFrom,
    without,
    also,
    boundary,
    hasNodePolicy = true,
    policies = [],
    ...rest
  } = options;
  const externalId = `rc-${alias}-Vn6Yp3Gx8Re1`;
  const role: RoleSeed = {
    name: "cluster",
    trust: trustsEc2,
    inline: { lake: bucketAccess(`${alias}-lake`) },
    ...(expect && { expect }),
  };
  return {
    id,
    alias,
    connection: { workspace: "lab", externalId, ...(rotatedFrom && { retiredExternalId: rotatedFrom }) },
    policies: [...(hasNodePolicy ? [nodePolicy({ id })] : []), ...policies],
    roles: [
      connectionRole(
        { id },
        { externalId: "demands" in options ? demands : externalId, without, also, boundary },
      ),
      role,
    ],
    ...rest,
  };
}

/**
 * The Region lock from the Organizations User Guide: everything but global services is denied outside eu-west-1.
 * Machines run there; for other Regions, or without one, the simulator reports that everything is denied.
 */
function regionLocked(): AccountSeed {
  const globalServices = [
    "account:*",
    "budgets:*",
    "cloudfront:*",
    "iam:*",
    "organizations:*",
    "route53:*",
    "sts:*",
    "support:*",
  ];
  const lock = {
    Sid: "DenyAllOutsideEU",
    Effect: "Deny",
    NotAction: globalServices,
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
  };
  return labAccount("701300000224", "lab-region-lock", "ACTIVE", {
    settings: { organization: organization({ scps: [policy(lock)] }) },
    instances: [{ name: "worker", region: "eu-west-1", state: "running" }],
  });
}

/** Denies instances and instance profiles without the tag. */
function demandsTag(key: string) {
  return policy(
    deny("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", { Null: { [`aws:RequestTag/${key}`]: "true" } }),
    deny("iam:CreateInstanceProfile", "*", { Null: { [`aws:RequestTag/${key}`]: "true" } }),
  );
}

/** An account whose connection role was deleted. */
function withoutConnectionRole(account: AccountSeed): AccountSeed {
  return { ...account, roles: account.roles.filter(({ name }) => name !== "rolecall-connection") };
}

/** As many profiles as the quota allows. */
function thousandProfiles(): ProfileSeed[] {
  return Array.from({ length: 1_000 }, (_, index) => ({
    name: `autoscaled-${String(index + 1).padStart(4, "0")}`,
  }));
}
