/** The request bodies of compute configs. One schema for the form, the route and OpenAPI. Browser-safe. */
import { z } from "zod";
import { NO_CONTROLS, VISIBLE } from "#lib/written-text.ts";

const Name = z
  .string("Give the compute config a name")
  .trim()
  .normalize("NFC")
  .min(1, "Give the compute config a name")
  .max(64, "A name has at most 64 characters")
  .regex(VISIBLE, "Give the compute config a name that can be seen")
  .regex(NO_CONTROLS, "A name has no control characters");

const Id = z.uuid("This is no id");

const InstanceType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "An instance type reads like m7i.large");

/** EC2 tags, whose keys are case-sensitive. Source: EC2 User Guide, "Tag restrictions". */
const Tags = z
  .record(
    z
      .string()
      .min(1, "A tag's key is not empty")
      .max(128, "A tag's key has at most 128 characters")
      .regex(NO_CONTROLS, "A tag's key has no control characters")
      .refine((key) => !/^aws:/i.test(key), "AWS keeps tags that begin with aws: for itself"),
    z
      .string()
      .max(256, "A tag's value has at most 256 characters")
      .regex(NO_CONTROLS, "A tag's value has no control characters"),
  )
  .refine((tags) => Object.keys(tags).length <= 50, "A machine has at most 50 tags");

export const CreateComputeConfig = z.strictObject({
  name: Name,
  awsAccountId: Id.describe("The connected account, by its id here"),
  region: z.string("Choose a Region").min(1, "Choose a Region").max(32),
  instanceRoleId: Id.nullable().default(null).describe("Null: the account's default role"),
  instanceType: InstanceType.nullable().default(null),
  tags: Tags.default({}),
});
export type CreateComputeConfig = z.output<typeof CreateComputeConfig>;

export const UpdateComputeConfig = z
  .strictObject({
    name: Name.optional(),
    region: z.string().min(1, "Choose a Region").max(32).optional(),
    instanceRoleId: Id.nullable().optional(),
    instanceType: InstanceType.nullable().optional(),
    tags: Tags.optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), {
    message: "Give what is to change",
  });
export type UpdateComputeConfig = z.output<typeof UpdateComputeConfig>;

export const SetDefaultRole = z.strictObject({
  instanceRoleId: Id.nullable().describe("Null: none"),
});
export type SetDefaultRole = z.output<typeof SetDefaultRole>;
