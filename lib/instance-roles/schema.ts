/** The request bodies and queries of instance roles. One schema for the form, the route and OpenAPI. Browser-safe. */
import { z } from "zod";
import { ACCEPTABLE_REASONS } from "#lib/failures/acceptance.ts";
import { holdsCredential } from "#lib/role-arn/credentials.ts";
import { NO_CONTROLS, NO_CONTROLS_BUT_LINES, VISIBLE } from "#lib/written-text.ts";
import { STATUSES } from "./status.ts";

/** Names and descriptions are stored in the Unicode form in which searches are normalized. */
const COMPOSED = "NFC";

const hasNoKey = (text: string) => !holdsCredential(text);
const HOLDS_KEY =
  "This holds what looks like an AWS credential. Rolecall has not kept it. Deactivate the key in IAM, and take it out of the text";

const Name = z
  .string("Give the role a name")
  .trim()
  .normalize(COMPOSED)
  .min(1, "Give the role a name")
  .max(64, "A name has at most 64 characters")
  .regex(VISIBLE, "Give the role a name that can be seen")
  .regex(NO_CONTROLS, "A name has no control characters")
  .refine(hasNoKey, { message: HOLDS_KEY, params: { code: "holds_credential" } });

const Description = z
  .string()
  .trim()
  .normalize(COMPOSED)
  // IAM's own limit for a role's description.
  .max(1_000, "A description has at most 1,000 characters")
  .regex(NO_CONTROLS_BUT_LINES, "A description has no control characters")
  .refine(hasNoKey, { message: HOLDS_KEY, params: { code: "holds_credential" } });

const ProfileArn = z
  .string("Give the instance profile's ARN")
  .trim()
  .min(1, "Give the instance profile's ARN")
  .max(2048);

/** Which instance profile to use; null leaves it to Rolecall again. */
export const ChooseProfileInput = z.strictObject({ instanceProfileArn: ProfileArn.nullable() });
export type ChooseProfileInput = z.infer<typeof ChooseProfileInput>;

export const RegisterInput = z.strictObject({
  name: Name,
  /** As typed; role-arn.ts parses it and says what else it looks like. */
  roleArn: z.string("Paste the role's ARN").min(1, "Paste the role's ARN").max(4096),
  description: Description.default(""),
  instanceProfileArn: ProfileArn.optional().describe("Which to use where the role sits in several"),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

export const CheckInput = RegisterInput.pick({ roleArn: true, instanceProfileArn: true });
export type CheckInput = z.infer<typeof CheckInput>;

export const AcceptInput = z.strictObject({
  reason: z.enum(
    ACCEPTABLE_REASONS,
    "Only a boundary, a Deny or a condition of the trust policy can be accepted",
  ),
  because: z
    .string("Say why the role works all the same")
    .trim()
    .normalize(COMPOSED)
    .min(1, "Say why the role works all the same")
    .max(256, "At most 256 characters")
    .regex(NO_CONTROLS_BUT_LINES, "A reason has no control characters"),
});
export type AcceptInput = z.infer<typeof AcceptInput>;

export const UpdateInput = z
  .strictObject({ name: Name.optional(), description: Description.optional() })
  .refine((input) => input.name !== undefined || input.description !== undefined, {
    message: "Give a name or a description",
  });
export type UpdateInput = z.infer<typeof UpdateInput>;

export const SORTS = ["-createdAt", "createdAt", "name", "-name"] as const;
export type Sort = (typeof SORTS)[number];

const separated = (text: unknown) => (typeof text === "string" ? text.split(",") : text);

export const ListInput = z.object({
  q: z
    .string()
    .trim()
    .normalize(COMPOSED)
    .max(200)
    .regex(NO_CONTROLS, "A search has no control characters")
    .optional(),
  status: z
    .preprocess(separated, z.array(z.enum(STATUSES)))
    .optional()
    .describe("One or several, separated by commas"),
  /** Twelve digits. */
  awsAccountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  sort: z.enum(SORTS).default("-createdAt"),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
});
export type ListInput = z.infer<typeof ListInput>;
