/** The input of a role design: one schema for the page, the route and OpenAPI. Browser-safe. */
import { z } from "zod";
import { PARTITIONS, type Partition } from "#lib/aws/partition.ts";
import { bucketNameProblem } from "./bucket-name.ts";

/** IAM's characters of names. Source: IAM User Guide, "IAM identifiers". */
const NAME = /^[\w+=,.@-]+$/;
const NAME_WORDS = "letters, digits and + = , . @ _ - only";

const AccountId = z.string().regex(/^\d{12}$/, "An AWS account ID has 12 digits");

const RoleName = z
  .string("Give the role a name")
  .min(1, "Give the role a name")
  .max(64, "A role's name has at most 64 characters")
  .regex(NAME, `A role's name has ${NAME_WORDS}`);

const ProfileName = z
  .string()
  .min(1, "Give the instance profile a name, or leave the field out")
  .max(128, "An instance profile's name has at most 128 characters")
  .regex(NAME, `An instance profile's name has ${NAME_WORDS}`);

const Path = z
  .string()
  .max(512, "A path has at most 512 characters")
  .regex(/^\/(?:[\w+=,.@-]+\/)*$/, "A path begins and ends with a slash, for example /team/data/")
  .default("/");

const KmsKeyArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    "Give the ARN of the KMS key itself (arn:aws:kms:…:key/…); an alias does not work in a policy",
  );

const Prefix = z
  .string()
  .max(1_024, "A prefix has at most 1,024 characters")
  .refine((prefix) => !prefix.startsWith("/"), "A prefix does not begin with a slash")
  .refine(
    (prefix) => !/[*?]|\$\{/.test(prefix),
    "A prefix has no *, ? or ${, which policies read as patterns",
  )
  .refine(
    (prefix) => !prefix.split("/").includes(".."),
    "S3 does not resolve .. in a prefix; write the prefix itself",
  )
  .refine((prefix) => /^[\u0020-\u00ff]*$/.test(prefix), "IAM policies take no characters beyond Latin-1")
  .default("");

const ACCESS = ["read", "read_write"] as const;
export type Access = (typeof ACCESS)[number];

const Bucket = z.strictObject({
  name: z.string("Give the bucket's name").superRefine((name, ctx) => {
    const problem = bucketNameProblem(name);
    if (problem) ctx.addIssue({ code: "custom", message: problem });
  }),
  prefix: Prefix.describe("Only objects below it; empty for the whole bucket"),
  access: z.enum(ACCESS).default("read"),
  accountId: AccountId.optional().describe("The account that owns the bucket, where it is another one"),
  kmsKeyArn: KmsKeyArn.optional().describe("The key that encrypts the bucket (SSE-KMS)"),
  requesterPays: z.boolean().default(false),
  grantBy: z
    .enum(["role", "bucket"])
    .default("role")
    .describe(
      "Whether the role's policy or the bucket's policy lets the role in; another account's bucket needs both",
    ),
});
export type BucketGrant = z.output<typeof Bucket>;

const PrincipalArn = z
  .string("Give the principal's ARN")
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]+)$/,
    "Give the ARN of an IAM role, an IAM user or an account's root",
  );
const ExternalId = z
  .string()
  .min(2, "An external ID has at least 2 characters")
  .max(1_224, "An external ID has at most 1,224 characters")
  .regex(/^[\w+=,.@:/-]+$/, "An external ID has letters, digits and + = , . @ : / _ - only");

const TrustedParty = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("ec2") }),
    z.strictObject({ kind: z.literal("ecs_tasks") }),
    z.strictObject({ kind: z.literal("eks_pods") }),
    z.strictObject({ kind: z.literal("principal"), arn: PrincipalArn, externalId: ExternalId.optional() }),
    z.strictObject({ kind: z.literal("platform") }),
  ],
  "Choose who may use the role: ec2, ecs_tasks, eks_pods, principal or platform",
);
export type TrustedParty = z.output<typeof TrustedParty>;

const Strings = z.union([
  z.string().min(1).max(2_048),
  z.array(z.string().min(1).max(2_048)).min(1).max(200),
]);

/** A statement of an identity policy, as IAM writes it. */
const ExtraStatement = z.strictObject({
  Sid: z
    .string()
    .regex(/^[A-Za-z0-9]*$/, "A Sid has letters and digits only")
    .optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: Strings,
  Resource: Strings,
  Condition: z.record(z.string(), z.record(z.string(), Strings)).optional(),
});
export type ExtraStatement = z.output<typeof ExtraStatement>;

/** Tags of IAM roles, whose keys are unique ignoring case. Source: IAM User Guide, "Tagging IAM resources". */
const Tags = z
  .record(
    z
      .string()
      .min(1, "A tag's key is not empty")
      .max(128, "A tag's key has at most 128 characters")
      .regex(
        /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
        "A tag's key has letters, digits, spaces and _ . : / = + - @ only",
      )
      .refine((key) => !/^aws:/i.test(key), "AWS keeps tags that begin with aws: for itself"),
    z
      .string()
      .max(256, "A tag's value has at most 256 characters")
      .regex(
        /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
        "A tag's value has letters, digits, spaces and _ . : / = + - @ only",
      ),
  )
  .refine((tags) => Object.keys(tags).length <= 50, "A role has at most 50 tags")
  .refine(
    (tags) => new Set(Object.keys(tags).map((key) => key.toLowerCase())).size === Object.keys(tags).length,
    "Two tags of a role may not differ by case alone",
  )
  .default({});

export const RoleDesignInput = z.strictObject({
  roleName: RoleName,
  path: Path,
  accountId: AccountId.optional().describe("The account that gets the role"),
  partition: z.enum(PARTITIONS as [Partition, ...Partition[]]).default("aws"),
  trustedBy: z.array(TrustedParty).min(1, "Choose who may use the role").max(20, "At most 20 parties"),
  buckets: z.array(Bucket).max(50, "At most 50 buckets").default([]),
  statements: z
    .array(ExtraStatement)
    .max(50, "At most 50 statements: a policy of so many is over IAM's size in any case")
    .default([]),
  tags: Tags,
  permissionsBoundaryArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/.+$/, "Give the ARN of a managed policy")
    .optional(),
  maxSessionSeconds: z
    .number()
    .int()
    .min(3_600, "IAM allows 3,600 seconds (one hour) at least")
    .max(43_200, "IAM allows 43,200 seconds (12 hours) at most")
    .optional(),
  profileName: ProfileName.optional().describe("The role's name, where it is left out"),
  inline: z.boolean().default(false).describe("An inline policy in place of a managed one"),
});
export type RoleDesignInput = z.input<typeof RoleDesignInput>;
export type RoleDesign = z.output<typeof RoleDesignInput>;
