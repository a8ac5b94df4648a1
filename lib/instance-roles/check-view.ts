/** What leaves the server of a check, as zod schemas. Browser-safe. */
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
  /** The instance profile that holds the role, or would. */
  instanceProfileArn: z.string().optional(),
});

export const CheckView = z.object({
  roleArn: z.string(),
  /** The twelve digits. */
  awsAccountId: z.string(),
  /** How a registration would end, as far as it can be told without writing. */
  wouldBe: z.enum(["ACTIVE", "FAILED"]),
  /** The instance role that has this ARN in the workspace already. */
  alreadyRegistered: ExistingView.optional(),
  /** Absent where the role was not reached; `problems` says why. */
  found: FoundRoleView.optional(),
  /** What a registration would write in AWS. */
  would: z.array(WriteView),
  /** What it would find done. */
  alreadyThere: z.array(Attachment),
  /** Everything that stands in the way, in the order of the steps. */
  problems: z.array(FailureView),
  warnings: z.array(WarningView),
});
export type CheckView = z.infer<typeof CheckView>;
