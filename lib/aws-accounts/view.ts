/** What leaves the server of a connected AWS account. Browser-safe. */
import { z } from "zod";
import { FailureView } from "#lib/instance-roles/view.ts";

export const AwsAccountView = z.object({
  id: z.uuid(),
  /** The twelve digits. */
  accountId: z.string(),
  partition: z.string(),
  /** What people here call it. */
  name: z.string().optional(),
  /** What AWS calls it. */
  alias: z.string().optional(),
  connectionRoleArn: z.string(),
  externalId: z.string(),
  platformPrincipalArn: z.string().optional(),
  status: z.enum(["PENDING", "CONNECTED", "FAILED"]),
  failure: FailureView.optional(),
  checks: z.array(z.object({ name: z.string(), status: z.string(), detail: z.string() })),
  checkedAt: z.iso.datetime().optional(),
});
export type AwsAccountView = z.infer<typeof AwsAccountView>;
