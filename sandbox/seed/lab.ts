import type { AccountSeed, ProfileSeed, RoleSeed } from "./account-seed.ts";
import { connectionRole, nodePolicy } from "./connection.ts";
import { allow, bucketAccess, deny, policy, trustsEc2 } from "./documents.ts";
import type { Expectation } from "./expectations.ts";
import { organization } from "./organizations.ts";

type LabOptions = Omit<Partial<AccountSeed>, "roles"> & {
  /** What the trust policy demands; undefined demands nothing. The connection has the account's own external ID. */
  demands?: string | undefined;
  /** The external ID was rotated: this one was in use before. */
  rotatedFrom?: string;
  without?: string[];
  also?: object[];
  boundary?: string;
  hasNodePolicy?: boolean;
};

/** The failure lab: accounts in which something about the account itself is wrong. Their roles would be fine. */
export const lab: AccountSeed[] = [
  labAccount("701300000018", "lab-other-external-id", "assume_denied", { demands: "chosen-by-hand" }),
  // The external ID was rotated; later somebody applied the template of last year again.
  labAccount("701300000208", "lab-rolled-back", "external_id_mismatch", {
    rotatedFrom: "rc-lab-rolled-back-Hd4Ws9Kq2Lm7",
    demands: "rc-lab-rolled-back-Hd4Ws9Kq2Lm7",
  }),
  // Whether machines really are refused is for AWS to say; the simulator alone is no proof.
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
    // The account's inventory scanner uses up whatever AWS allows.
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
  // Only us-east-1 is left: its endpoint cannot be turned off. Whether this is felt depends on where Rolecall runs.
  labAccount("701300000166", "lab-sts-off", undefined, {
    settings: { stsOffIn: ["eu-central-1", "eu-west-1", "us-east-2", "us-west-2"] },
  }),
  // The guardrail most organizations have. Machines in its Regions are not concerned.
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
  // Whoever makes a machine or an instance profile has to say who pays for it.
  labAccount("701300000232", "lab-scp-tags", "profile_denied", {
    settings: { organization: organization({ scps: [demandsTag("owner")] }) },
  }),
  labAccount("701300000174", "lab-no-simulation", "ACTIVE", { without: ["iam:SimulatePrincipalPolicy"] }),
  // Attaching works, taking it back does not: what a removal leaves behind.
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
 * The Region lock as the Organizations User Guide has it: everything but global services is denied outside eu-west-1.
 * Machines run there, and the simulator, asked for any other Region or for none, says that they may do nothing.
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

/** Refuses machines and instance profiles that do not carry the tag. */
function demandsTag(key: string) {
  return policy(
    deny("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", { Null: { [`aws:RequestTag/${key}`]: "true" } }),
    deny("iam:CreateInstanceProfile", "*", { Null: { [`aws:RequestTag/${key}`]: "true" } }),
  );
}

/** Somebody tidied up the roles, this one too. */
function withoutConnectionRole(account: AccountSeed): AccountSeed {
  return { ...account, roles: account.roles.filter(({ name }) => name !== "rolecall-connection") };
}

/** As many as an account may have. */
function thousandProfiles(): ProfileSeed[] {
  return Array.from({ length: 1_000 }, (_, index) => ({
    name: `autoscaled-${String(index + 1).padStart(4, "0")}`,
  }));
}
