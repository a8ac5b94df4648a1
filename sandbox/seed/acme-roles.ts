import type { RoleSeed } from "./account-seed.ts";
import { allow, bucketAccess, policy, service, trusting, trustsEc2 } from "./documents.ts";

const id = "418295702613";
const lake = { lake: bucketAccess("acme-lake") };
const readsLake = {
  "read-lake": policy(allow(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::acme-lake*")),
};

const REQUIRED = [
  "aws:AmazonSSMManagedInstanceCore",
  "aws:CloudWatchAgentServerPolicy",
  "aws:AmazonEC2ContainerRegistryPullOnly",
  "rolecall-node",
];

/** Acme's roles that become Active, each in a different situation. */
export const acmeRoles: RoleSeed[] = [
  { name: "cluster-reporting", trust: trustsEc2, inline: lake, expect: "ACTIVE" },
  { name: "etl-nightly", path: "/team/data/", trust: trustsEc2, inline: lake, expect: "ACTIVE" },
  { name: "spark-workers", trust: trustsEc2, inline: lake, expect: "ACTIVE" },
  {
    name: "warehouse-loader",
    trust: trustsEc2,
    attached: ["aws:AmazonSSMManagedInstanceCore", "team-1-lake"],
    expect: "ACTIVE",
  },
  {
    // A path, a profile of another name, and one of the required policies already attached.
    name: "feature-store",
    path: "/team/ml/",
    trust: trustsEc2,
    attached: ["aws:CloudWatchAgentServerPolicy", "aws:AmazonS3ReadOnlyAccess"],
    tags: { team: "ml", "cost-center": "4711" },
    expect: "ACTIVE",
  },
  { name: "prepared-by-terraform", trust: trustsEc2, attached: REQUIRED, expect: "ACTIVE" },
  {
    // The quota is used up, and every required policy is attached already.
    name: "full-but-complete",
    trust: trustsEc2,
    attached: [...REQUIRED, ...[1, 2, 3, 4, 5, 6].map((team) => `team-${team}-lake`)],
    expect: "ACTIVE",
  },
  {
    // The quota has room for exactly the missing policies.
    name: "six-teams",
    trust: trustsEc2,
    attached: [1, 2, 3, 4, 5, 6].map((team) => `team-${team}-lake`),
    expect: "ACTIVE",
  },
  {
    name: "bounded-workload",
    trust: trustsEc2,
    inline: lake,
    boundary: "workload-boundary",
    expect: "ACTIVE",
  },
  {
    // `/service-role/` is an ordinary path.
    name: "AmazonEMR-InstanceRole-20251103T091244",
    path: "/service-role/",
    trust: trustsEc2,
    inline: readsLake,
    expect: "ACTIVE",
  },
  { name: "Data.Lake+Prod=eu,v2@acme", trust: trustsEc2, inline: readsLake, expect: "ACTIVE" },
  { name: `cluster-${"x".repeat(56)}`, path: `/${"deep/".repeat(20)}`, trust: trustsEc2, expect: "ACTIVE" },
  {
    name: "pasted-from-a-mail",
    trust: trustsEc2,
    inline: readsLake,
    pasted: ` "arn:aws:iam::${id}:role/pasted-from-a-mail",\n`,
    expect: "ACTIVE",
  },
  // A profile has its name already, and holds another role.
  { name: "shared-name", trust: trustsEc2, inline: readsLake, expect: "ACTIVE" },
  { name: "legacy-orchestrator", trust: trustsEc2, inline: readsLake },
  {
    name: "legacy-batch",
    trust: { Version: "2008-10-17", Statement: [{ Sid: "", ...trusting(service("ec2.amazonaws.com")) }] },
    inline: readsLake,
    expect: "ACTIVE",
  },
  {
    name: "wildcard-trust",
    trust: policy(trusting(service(["ec2.amazonaws.com", "ssm.amazonaws.com"]), undefined, "sts:Assume*")),
    expect: "ACTIVE",
  },
  ...productRoles(),
];

/** Roles as the data platforms' guides say to create them. */
function productRoles(): RoleSeed[] {
  return [
    {
      name: "BodoClusterRole",
      description: "Created for Bodo clusters",
      trust: trustsEc2,
      attached: ["bodo-bucket-access"],
      expect: "ACTIVE",
    },
    {
      name: "Seqera-Role",
      trust: policy(
        { Sid: "AllowEc2AssumeRole", ...trusting(service("ec2.amazonaws.com")) },
        { Sid: "AllowEcsTasks", ...trusting(service("ecs-tasks.amazonaws.com")) },
        { Sid: "AllowEks", ...trusting(service("eks.amazonaws.com")) },
        {
          Sid: "AllowNamedActors",
          ...trusting({
            AWS: [`arn:aws:iam::${id}:user/admin`, `arn:aws:iam::${id}:role/cluster-reporting`],
          }),
        },
      ),
      inline: { "seqera-forge": bucketAccess("acme-seqera") },
      expect: "ACTIVE",
    },
    {
      name: "databend-tn4k2m9qx",
      path: "/databend/tn4k2m9qx/",
      trust: policy(
        trusting({ AWS: "arn:aws:iam::562931847205:role/databend/tn4k2m9qx/loader" }),
        trusting(service("ec2.amazonaws.com")),
      ),
      attached: ["databend-test"],
      expect: "ACTIVE",
    },
    {
      name: "MatillionRole",
      trust: trustsEc2,
      inline: { "S3-Permissions": policy(allow(["s3:*"], ["*"])) },
      expect: "ACTIVE",
    },
    {
      name: "anyscale-cluster",
      trust: policy({ ...trusting(service(["ec2.amazonaws.com"])), Condition: {} }),
      attached: ["aws:AmazonS3ReadOnlyAccess"],
      expect: "ACTIVE",
    },
  ];
}
