import { expect, test } from "vitest";
import { type PolicyJson, readPolicy } from "#lib/iam-policy/parse.ts";
import { mayEc2Assume } from "#lib/iam-policy/trust.ts";
import { roleDocuments } from "./documents.ts";
import { type RoleDesignInput as Input, RoleDesignInput } from "./schema.ts";

const ACCOUNT = "123456789012";
const design = (input: Partial<Input>) =>
  RoleDesignInput.parse({ roleName: "etl", accountId: ACCOUNT, trustedBy: [{ kind: "ec2" }], ...input });
const documentsOf = (input: Partial<Input>) => roleDocuments(design(input), null);

test("reading a whole bucket allows listing, locating and reading it, and nothing else", () => {
  const { permissionPolicy } = documentsOf({ buckets: [{ name: "raw" }] });
  expect(permissionPolicy).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "ListBuckets", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::raw" },
      { Sid: "LocateBuckets", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "arn:aws:s3:::raw" },
      { Sid: "ReadObjects", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::raw/*" },
    ],
  });
});

test("a prefix limits listing by s3:prefix and objects by their resource", () => {
  const { permissionPolicy } = documentsOf({
    buckets: [{ name: "raw", prefix: "in/2026", access: "read_write" }],
  });
  expect(permissionPolicy?.Statement).toMatchObject([
    { Sid: "ListPrefix", Condition: { StringLike: { "s3:prefix": ["in/2026", "in/2026/*"] } } },
    { Sid: "LocateAndListUploads", Resource: "arn:aws:s3:::raw" },
    { Sid: "ReadAndWriteObjects", Resource: "arn:aws:s3:::raw/in/2026/*" },
  ]);
});

test("a KMS key may be used only through S3 in the key's Region, in every partition", () => {
  const kmsKeyArn = "arn:aws-cn:kms:cn-north-1:123456789012:key/0f0e";
  const { permissionPolicy } = documentsOf({ partition: "aws-cn", buckets: [{ name: "raw", kmsKeyArn }] });
  expect(permissionPolicy?.Statement).toContainEqual({
    Sid: "UseKey",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: kmsKeyArn,
    Condition: { StringEquals: { "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn" } },
  });
});

test("Sids are unique however many buckets have the same access", () => {
  const buckets = ["a", "b", "c"].map((prefix) => ({ name: "raw", prefix }));
  const { permissionPolicy } = documentsOf({ buckets });
  const statements = (permissionPolicy as PolicyJson).Statement as { Sid: string }[];
  const sids = statements.map(({ Sid }) => Sid);
  expect(sids).toContain("ListPrefix3");
  expect(new Set(sids).size).toBe(sids.length);
});

test("another account's bucket needs both policies; one of the role's account needs either", () => {
  const { permissionPolicy, bucketPolicies } = documentsOf({
    buckets: [
      { name: "theirs", accountId: "210987654321" },
      { name: "ours-by-bucket", grantBy: "bucket" },
      { name: "ours" },
    ],
  });
  expect(JSON.stringify(permissionPolicy)).toContain("theirs");
  expect(JSON.stringify(permissionPolicy)).not.toContain("ours-by-bucket");
  expect(bucketPolicies.map(({ bucket, isNeeded }) => [bucket, isNeeded])).toEqual([
    ["theirs", true],
    ["ours-by-bucket", true],
    ["ours", false],
  ]);
  expect(bucketPolicies[0]?.document.Statement).toMatchObject([
    { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/etl` }, Resource: "arn:aws:s3:::theirs" },
    {},
    {},
  ]);
});

test("EC2 may assume a role designed for EC2, in the ordinary partitions and in China", () => {
  for (const partition of ["aws", "aws-cn", "aws-us-gov", "aws-eusc"] as const) {
    const parsed = readPolicy(documentsOf({ partition }).trustPolicy);
    expect(parsed.ok && mayEc2Assume(parsed.document, partition)).toMatchObject({ verdict: "allowed" });
  }
});

test("tasks and pods have to come from this account, and a principal needs its external ID", () => {
  const { trustPolicy } = documentsOf({
    trustedBy: [
      { kind: "ecs_tasks" },
      { kind: "eks_pods" },
      { kind: "principal", arn: "arn:aws:iam::210987654321:role/x/tn/x-tn", externalId: "tn-1" },
    ],
  });
  expect(trustPolicy.Statement).toMatchObject([
    {
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    },
    { Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
    { Condition: { StringEquals: { "sts:ExternalId": "tn-1" } } },
  ]);
});

test("the platform is trusted with the external ID of the account's connection", () => {
  const platform = { principalArn: "arn:aws:iam::999999999999:role/rolecall", externalId: "rc-1" };
  const { trustPolicy } = roleDocuments(design({ trustedBy: [{ kind: "platform" }] }), platform);
  expect(trustPolicy.Statement).toMatchObject([
    { Principal: { AWS: platform.principalArn }, Condition: { StringEquals: { "sts:ExternalId": "rc-1" } } },
  ]);
});

test("every statement has a reason, and a design that grants nothing has no permission policy", () => {
  const { permissionPolicy, reasons, sizes } = documentsOf({});
  expect(permissionPolicy).toBeNull();
  expect(reasons).toEqual([{ document: "trust_policy", sid: "Ec2", why: expect.stringContaining("EC2") }]);
  expect(sizes).toEqual([{ what: "trust_policy", characters: expect.any(Number), limit: 2_048 }]);
});
