/** The response of a check before registering, as zod schemas. Browser-safe. */
import { z } from "zod";
import { FailureView } from "#lib/failures/view.ts";
import { Attachment, ExistingView, WarningView } from "./view.ts";

export const WriteView = z.object({
  kind: z.enum(["attach_policy", "create_profile", "add_role_to_profile"]),
  /** The ARN of the policy or of the instance profile. */
  target: z.string(),
});
export type WriteView = z.infer<typeof WriteView>;

export const FoundRoleView = z.object({
  roleArn: z.string(),
  roleId: z.string(),
  roleName: z.string(),
  rolePath: z.string(),
  permissionsBoundaryArn: z.string().optional(),
  /** The instance profile that holds the role, or that would be created for it. */
  instanceProfileArn: z.string().optional(),
  /** All that hold it. */
  instanceProfileArns: z.array(z.string()),
});

export const CheckView = z.object({
  roleArn: z.string(),
  /** The twelve digits. */
  awsAccountId: z.string(),
  /** How a registration would end, as far as can be known without writing. */
  wouldBe: z.enum(["ACTIVE", "FAILED"]),
  /** The workspace's instance role with this ARN. */
  alreadyRegistered: ExistingView.optional(),
  /** Absent where the role could not be read; `problems` says why. */
  found: FoundRoleView.optional(),
  /** What a registration would write in AWS. */
  would: z.array(WriteView),
  /** What the registration needs and AWS has already. */
  alreadyThere: z.array(Attachment),
  /** All problems, in the order of the steps. */
  problems: z.array(FailureView),
  warnings: z.array(WarningView),
});
export type CheckView = z.infer<typeof CheckView>;
