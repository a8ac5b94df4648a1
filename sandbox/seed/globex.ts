import type { AccountSeed } from "./account-seed.ts";
import { connectionRole, nodePolicy } from "./connection.ts";
import { bucketAccess, policy, service, trusting, trustsEc2 } from "./documents.ts";

const account = { id: "562931847205" };
const externalId = "rc-globex-c4TnW8pYzR61sKvJd0EuMqA2";
const inline = { lake: bucketAccess("globex-lake") };

/** Globex: another customer, whose roles have the same names as Acme's. */
export const globex: AccountSeed = {
  ...account,
  alias: "globex-data",
  connection: { workspace: "globex", externalId },
  quotas: { policiesPerRole: 20, roles: 5_000, instanceProfiles: 5_000 },
  policies: [
    nodePolicy(account),
    ...Array.from({ length: 12 }, (_, index) => ({
      name: `lake-zone-${index + 1}`,
      document: bucketAccess(`globex-zone-${index + 1}`),
    })),
  ],
  roles: [
    connectionRole(account, { externalId, isOld: true }),
    { name: "cluster-reporting", trust: trustsEc2, inline, expect: "ACTIVE" },
    { name: "etl-nightly", path: "/team/data/", trust: trustsEc2, inline, expect: "ACTIVE" },
    {
      // Twelve policies are attached, and the account's quota was raised to twenty.
      name: "twelve-zones",
      trust: trustsEc2,
      attached: Array.from({ length: 12 }, (_, index) => `lake-zone-${index + 1}`),
      expect: "ACTIVE",
    },
    {
      name: "loader",
      path: "/databend/tn4k2m9qx/",
      trust: policy(trusting(service("ecs-tasks.amazonaws.com"))),
      inline,
      expect: "trust_no_ec2",
    },
    // AWS makes these two in every account.
    ...["Support", "TrustedAdvisor"].map((name) => ({
      name: `AWSServiceRoleFor${name}`,
      path: `/aws-service-role/${name.toLowerCase()}.amazonaws.com/`,
      trust: policy(trusting(service(`${name.toLowerCase()}.amazonaws.com`))),
      expect: "arn_service_linked" as const,
    })),
  ],
  instanceProfiles: [{ name: "cluster-reporting", role: "cluster-reporting" }],
  buckets: [
    {
      // A bucket shared with one of Acme's roles, which Acme has to allow as well.
      name: "globex-shared",
      region: "us-west-2",
      objects: { "exchange/prices.csv": "sku,price\n1,2\n" },
      policy: policy({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::418295702613:role/cluster-reporting" },
        Action: ["s3:ListBucket", "s3:GetObject"],
        Resource: ["arn:aws:s3:::globex-shared", "arn:aws:s3:::globex-shared/*"],
      }),
    },
  ],
  instances: [{ name: "worker", region: "us-west-2", state: "running", profile: "cluster-reporting" }],
  absent: [{ resource: "/never-created", expect: "role_not_found" }],
};
