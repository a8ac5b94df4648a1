import type { RoleSeed } from "./account-seed.ts";
import { allow, bucketAccess, deny, policy, service, trusting, trustsEc2 } from "./documents.ts";

const id = "418295702613";
const oidc = `arn:aws:iam::${id}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90`;
const lake = { lake: bucketAccess("acme-lake") };
const tenTeams = Array.from({ length: 10 }, (_, index) => `team-${index + 1}-lake`);

/** Acme's roles that cannot be registered, each for its reason. */
export const acmeFailures: RoleSeed[] = [
  // The role's real path; the pasted ARN has another.
  { name: "moved-cluster", path: "/platform/", trust: trustsEc2, inline: lake },
  { name: "flat-cluster", trust: trustsEc2, inline: lake },
  ...untrusting(),
  { name: "ten-teams", trust: trustsEc2, attached: tenTeams, expect: "policy_quota_exceeded" },
  { name: "eight-teams", trust: trustsEc2, attached: tenTeams.slice(0, 8), expect: "policy_quota_exceeded" },
  { name: "security-scanner", path: "/restricted/", trust: trustsEc2, inline: lake, expect: "attach_denied" },
  {
    name: "storage-only",
    trust: trustsEc2,
    inline: lake,
    boundary: "storage-only-boundary",
    expect: "permissions_boundary_blocks",
  },
  // Two profiles have taken both names that Rolecall would use.
  { name: "crowded", trust: trustsEc2, inline: lake, expect: "profile_name_taken" },
  {
    name: "no-remote-access",
    trust: trustsEc2,
    inline: { ...lake, "no-sessions": policy(deny(["ssm:*", "ssmmessages:*", "ec2messages:*"])) },
    expect: "explicit_deny_blocks",
  },
  {
    // The same, in an attached policy of the account's own.
    name: "no-log-shipping",
    trust: trustsEc2,
    attached: ["team-1-lake", "keep-logs-inside"],
    expect: "explicit_deny_blocks",
  },
  {
    // Its boundary allows everything, and then denies what machines need.
    name: "sealed-off",
    trust: trustsEc2,
    inline: lake,
    boundary: "no-sessions-boundary",
    expect: "permissions_boundary_blocks",
  },
  {
    // AWS reserves everything below this path.
    name: "AWSReservedImageBuilds_5b7e01c9d2",
    path: "/aws-reserved/imagebuilder.amazonaws.com/",
    trust: trustsEc2,
    inline: lake,
    expect: "role_not_modifiable",
  },
  {
    name: "AWSServiceRoleForAutoScaling",
    path: "/aws-service-role/autoscaling.amazonaws.com/",
    trust: policy(trusting(service("autoscaling.amazonaws.com"))),
    expect: "arn_service_linked",
  },
  {
    name: "AWSReservedSSO_DataEngineer_4f3c9a1be27d6085",
    path: "/aws-reserved/sso.amazonaws.com/eu-west-1/",
    trust: policy(
      trusting(
        { Federated: `arn:aws:iam::${id}:saml-provider/AWSSSO_1f2e3d4c5b6a7980_DO_NOT_DELETE` },
        { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
        ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      ),
    ),
    inline: { AwsSSOInlinePolicy: policy(allow("s3:*")) },
    expect: "arn_sso_managed",
  },
];

/** Roles whose trust policy does not let EC2 assume them. */
function untrusting(): RoleSeed[] {
  return [
    {
      name: "lambda-loader",
      trust: policy(trusting(service("lambda.amazonaws.com"))),
      inline: lake,
      expect: "trust_no_ec2",
    },
    {
      name: "eks-pods",
      trust: policy(
        trusting(service("pods.eks.amazonaws.com"), undefined, ["sts:AssumeRole", "sts:TagSession"]),
      ),
      inline: lake,
      expect: "trust_no_ec2",
    },
    {
      name: "eks-service-account",
      trust: policy(
        trusting(
          { Federated: oidc },
          {
            StringEquals: {
              "oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90:sub":
                "system:serviceaccount:data:loader",
            },
          },
          "sts:AssumeRoleWithWebIdentity",
        ),
      ),
      inline: lake,
      expect: "trust_no_ec2",
    },
    {
      name: "databend-cross-account",
      trust: policy(trusting({ AWS: "arn:aws:iam::562931847205:role/databend/tn4k2m9qx/loader" })),
      inline: lake,
      expect: "trust_no_ec2",
    },
    {
      // Its only principal was deleted: AWS shows the unique id it had.
      name: "trusts-a-ghost",
      trust: policy(trusting({ AWS: `arn:aws:iam::${id}:role/retired-orchestrator` })),
      goneIds: { [`arn:aws:iam::${id}:role/retired-orchestrator`]: "AROAXRETIREDORCHESTR7" },
      inline: lake,
      expect: "trust_no_ec2",
    },
    {
      name: "frozen-by-security",
      trust: policy(
        { Sid: "Machines", ...trusting(service("ec2.amazonaws.com")) },
        { Sid: "Incident2291", ...trusting(service("ec2.amazonaws.com")), Effect: "Deny" },
      ),
      inline: lake,
      expect: "trust_denied",
    },
    {
      // Written before AWS began to refuse such policies.
      name: "everybody-but-root",
      trust: policy({
        Effect: "Allow",
        NotPrincipal: { AWS: `arn:aws:iam::${id}:root` },
        Action: "sts:AssumeRole",
      }),
      inline: lake,
      expect: "trust_unreadable",
    },
    {
      name: "ec2-with-external-id",
      trust: policy(
        trusting(service("ec2.amazonaws.com"), { StringEquals: { "sts:ExternalId": "acme-2291" } }),
      ),
      inline: lake,
      expect: "trust_conditional",
    },
  ];
}
