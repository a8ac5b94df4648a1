/** What may be asked and sent about EC2 instances. One schema for page, route and the API document. Browser-safe. */
import { z } from "zod";
import { invalidField, notFound } from "#lib/errors.ts";
import { NO_CONTROLS } from "#lib/written-text.ts";
import { INSTANCE_STATES } from "./instance-states.ts";

/** `a,b` in a query is two values. */
const separated = (value: unknown) => (typeof value === "string" ? value.split(",") : value);

const Region = z.string("Choose a Region").trim().min(1, "Choose a Region").max(32);

export const MOST_REGIONS_LISTED = 20;
export const MOST_INSTANCES = 500;

export const ListInstances = z.object({
  region: z
    .preprocess(separated, z.array(Region).min(1).max(MOST_REGIONS_LISTED))
    .transform((regions) => [...new Set(regions)])
    .describe("One or several, separated by commas"),
  q: z
    .string()
    .trim()
    .max(100, "A search has at most 100 characters")
    .regex(NO_CONTROLS, "A search has no control characters")
    .optional()
    .describe("The beginning of an instance ID, or a part of the tag `Name`, in its upper and lower case"),
  state: z
    .preprocess(separated, z.array(z.enum(INSTANCE_STATES)))
    .optional()
    .describe("One or several, separated by commas; all but `terminated`, if left out"),
  instanceRoleId: z.uuid().optional().describe("Those that run with this role's instance profile"),
  limit: z.coerce
    .number()
    .int()
    .min(5)
    .max(100)
    .default(25)
    .describe("EC2 answers no fewer than five at once"),
  cursor: z.string().max(4_000).optional(),
});
export type ListInstances = z.output<typeof ListInstances>;

const InstanceId = z
  .string("Give the instance's ID")
  .trim()
  .regex(/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, "An instance ID reads like i-0123456789abcdef0");

const RoleId = z.uuid("This is no id of an instance role");

export const PutInstanceRole = z.strictObject({ region: Region, instanceRoleId: RoleId });

export const RegionQuery = z.object({ region: Region });

export const AttachInstances = z.strictObject({
  region: Region,
  instanceIds: z
    .array(InstanceId)
    .min(1, "Choose at least one instance")
    .max(MOST_INSTANCES, `At most ${MOST_INSTANCES} instances at once`)
    .transform((ids) => [...new Set(ids)]),
  instanceRoleId: RoleId.nullable().describe("Null: the instance profile is taken off"),
});
export type AttachInstances = z.output<typeof AttachInstances>;

/** From a path. @throws Refusal `invalid` on `instanceId` */
export function instanceIdFrom(text = ""): string {
  const parsed = InstanceId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw invalidField("instanceId", "instance_id_invalid", "An instance ID reads like i-0123456789abcdef0");
}

/** From a path: what is not an id names nothing. @throws Refusal `not_found` */
export function changeIdFrom(text = ""): string {
  if (z.uuid().safeParse(text).success) return text;
  throw notFound("This change");
}
