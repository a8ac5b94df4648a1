/** The input schemas of AWS accounts, shared by form, route and API document. Browser-safe. */
import { z } from "zod";
import { PARTITIONS } from "#lib/aws/partition.ts";
import { MOST_REGIONS } from "#lib/policy-simulation/regions-in-use.ts";
import { NO_CONTROLS, VISIBLE } from "#lib/written-text.ts";
import { TagsInput } from "./tags-input.ts";

const Name = z
  .string()
  .trim()
  .min(1, "Give the account a name, or leave it out")
  .max(64, "A name has at most 64 characters")
  .regex(VISIBLE, "Give the account a name that can be seen")
  .regex(NO_CONTROLS, "A name has no control characters");

const RoleName = z
  .string()
  .trim()
  .regex(/^[\w+=,.@-]{1,64}$/, "A role's name has 1 to 64 letters, digits and + = , . @ _ -");

/** As typed: what it is instead of a role ARN is said by the verb. */
const RoleArn = z.string().trim().min(1, "Paste the connection role's ARN").max(2048);

const Prefix = z
  .string()
  .trim()
  .regex(/^[\w+=,.@-]{1,64}$/, "A prefix has 1 to 64 letters, digits and + = , . @ _ -");

// Narrower than IAM's rule: a path with * or ? in it would be a pattern in the policy.
const Path = z
  .string()
  .trim()
  .max(512)
  .regex(/^\/(?:[A-Za-z0-9+=,.@_-]+\/)*$/, "A path begins and ends with /, for example /team/data/");

const REGION = /^[a-z]{2,5}(?:-[a-z]+){1,3}-\d{1,2}$/;

const Regions = z
  .array(z.string().trim())
  .max(MOST_REGIONS, `Give at most ${MOST_REGIONS} Regions`)
  .refine((regions) => regions.every((region) => REGION.test(region)), {
    message: "Give Regions by name, for example eu-west-1",
  })
  .transform((regions) => [...new Set(regions)])
  .describe("Where machines run: AWS's simulator is asked for these Regions");

/** There is no externalId: Rolecall makes it, and a body that names one is refused. */
export const ConnectInput = z
  .strictObject({
    accountId: z.string("Give the account's ID").min(1, "Give the account's ID").max(200),
    partition: z.enum(PARTITIONS).optional().describe("The platform's own, if left out"),
    name: Name.optional(),
    connectionRoleName: RoleName.optional().describe(
      "rolecall-connection, if left out; it lies below /rolecall/connection/",
    ),
    connectionRoleArn: RoleArn.optional().describe("In place of the name, for a role elsewhere"),
    rolePrefix: Prefix.optional().describe("Rolecall may prepare roles whose name begins so"),
    rolePath: Path.optional().describe("Rolecall may prepare roles below this path"),
    regions: Regions.optional(),
    allRoles: z
      .literal(true)
      .optional()
      .describe(
        "In place of a prefix or path: Rolecall may attach the required policies to any role of the account",
      ),
    withoutBoundary: z
      .boolean()
      .default(false)
      .describe("Make the connection role without a permissions boundary"),
    neverMakeProfiles: z
      .boolean()
      .optional()
      .describe("Others make the instance profiles: Rolecall uses those that hold a role, and makes none"),
    tags: TagsInput.optional(),
    includeListRoles: z
      .boolean()
      .default(false)
      .describe("Also allow iam:ListRoles, so that admins pick roles from a list"),
    includeBulkRead: z
      .boolean()
      .default(false)
      .describe("Also allow iam:GetAccountAuthorizationDetails, which shows the account's whole IAM"),
    includeAttach: z
      .boolean()
      .default(false)
      .describe("Also allow roles to be attached to EC2 instances, replaced and taken off"),
  })
  .refine((input) => !(input.connectionRoleName && input.connectionRoleArn), {
    path: ["connectionRoleArn"],
    message: "Give the connection role's name or its ARN, not both",
  })
  .refine(({ rolePrefix, rolePath, allRoles }) => rolePrefix || rolePath || allRoles, {
    path: ["rolePrefix"],
    message: "Say which roles Rolecall may prepare: a name prefix, a path, or all roles",
  })
  .refine(({ rolePrefix, rolePath, allRoles }) => !(allRoles && (rolePrefix || rolePath)), {
    path: ["allRoles"],
    message: "Give a prefix or path, or all roles, not both",
  });
export type ConnectInput = z.infer<typeof ConnectInput>;

export const UpdateAccountInput = z
  .strictObject({
    name: Name.nullable().optional().describe("Null takes the name away"),
    connectionRoleArn: RoleArn.optional().describe("Another role of the same account"),
    rolePrefix: Prefix.nullable().optional(),
    rolePath: Path.nullable().optional(),
    regions: Regions.optional().describe("An empty list takes the choice away"),
    includeBulkRead: z.boolean().optional(),
    includeAttach: z.boolean().optional(),
    includeListRoles: z.boolean().optional(),
    withoutBoundary: z.boolean().optional(),
    neverMakeProfiles: z.boolean().optional(),
    tags: TagsInput.optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), {
    message: "Give what is to be changed",
  });
export type UpdateAccountInput = z.infer<typeof UpdateAccountInput>;
