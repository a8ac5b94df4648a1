import type { AccountSeed } from "./account-seed.ts";
import { acmeFailures } from "./acme-failures.ts";
import { acmeRoles } from "./acme-roles.ts";
import { attachToInstances, connectionRole, nodePolicy } from "./connection.ts";
import { allow, bucketAccess, deny, policy } from "./documents.ts";

const account = { id: "418295702613" };

const externalId = "rc-acme-7Qm2vXkd9TfLw4HsZ8yB3nPe";

/** Ten policies, enough to fill a role's quota. */
const teamPolicies = Array.from({ length: 10 }, (_, index) => ({
  name: `team-${index + 1}-lake`,
  document: bucketAccess(`acme-team-${index + 1}`),
}));

/** Acme: an account with a long history, in which most roles are fine and some are not. */
export const acme: AccountSeed = {
  ...account,
  alias: "acme-production",
  connection: { workspace: "acme", externalId },
  // Raised to the limit that AWS grants automatically.
  quotas: { roles: 5_000, instanceProfiles: 5_000 },
  policies: [
    nodePolicy(account),
    ...teamPolicies,
    { name: "bodo-bucket-access", document: bucketAccess("acme-bodo") },
    { name: "databend-test", document: bucketAccess("acme-databend") },
    { name: "storage-only-boundary", document: policy(allow(["s3:*", "logs:*", "cloudwatch:*"])) },
    { name: "no-sessions-boundary", document: policy(allow("*"), deny(["ssm:*", "ssmmessages:*"])) },
    {
      name: "keep-logs-inside",
      document: policy(allow("s3:ListBucket"), deny(["logs:*", "s3:DeleteBucket"])),
    },
    {
      name: "workload-boundary",
      document: policy(allow("*"), deny(["iam:*", "organizations:*", "account:*"])),
    },
  ],
  roles: [
    connectionRole(account, {
      externalId,
      // A Deny protects the security team's own roles.
      also: [
        ...attachToInstances(account),
        deny(["iam:AttachRolePolicy", "iam:PutRolePolicy"], `arn:aws:iam::${account.id}:role/restricted/*`),
      ],
    }),
    ...acmeRoles,
    ...acmeFailures,
  ],
  instanceProfiles: [
    { name: "spark-workers-ec2", role: "spark-workers" },
    { name: "feature-store-nodes", path: "/team/ml/", role: "feature-store" },
    { name: "Seqera-Instance", role: "Seqera-Role" },
    { name: "MatillionRole", role: "MatillionRole" },
    { name: "prepared-by-terraform", role: "prepared-by-terraform" },
    { name: "left-over" },
    // Profiles whose names are roles' names, and which hold other roles.
    { name: "shared-name", role: "legacy-orchestrator" },
    { name: "crowded", role: "legacy-orchestrator" },
    { name: "crowded-rolecall", role: "legacy-orchestrator" },
  ],
  buckets: [
    {
      name: "acme-lake",
      region: "eu-west-1",
      objects: { "raw/2026/11/events.csv": "id,at\n1,2026-11-03\n", "curated/report.txt": "ready" },
    },
    {
      name: "acme-vault",
      region: "eu-west-1",
      kmsKeyArn: `arn:aws:kms:eu-west-1:${account.id}:key/8a1c2d3e-4f50-4617-8283-94a5b6c7d8e9`,
      objects: { "keys.txt": "sealed" },
    },
  ],
  instances: [
    { name: "spark-driver", region: "eu-west-1", state: "running", profile: "spark-workers-ec2" },
    { name: "matillion", region: "us-east-1", state: "running", profile: "MatillionRole" },
    { name: "bastion", region: "us-east-1", state: "running" },
    { name: "nightly-batch", region: "us-east-1", state: "stopped" },
    { name: "just-launched", region: "us-east-1", state: "pending" },
  ],
  absent: [
    { resource: "/never-created", expect: "role_not_found" },
    { resource: "/analytics/moved-cluster", expect: "role_arn_mismatch" },
    { resource: "/team/data/flat-cluster", expect: "role_arn_mismatch" },
  ],
};
