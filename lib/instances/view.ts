/** EC2 instances as the API answers them. Browser-safe. */
import { z } from "zod";

export const InstanceView = z.object({
  instanceId: z.string(),
  name: z.string().optional().describe("The tag `Name`"),
  region: z.string(),
  state: z.string(),
  type: z.string(),
  az: z.string().describe("Availability Zone"),
  launchedAt: z.string().optional(),
  instanceProfileArn: z.string().optional(),
  roleArn: z.string().optional().describe("Where a registered role is in the profile"),
  roleName: z.string().optional().describe("What it is called here"),
  instanceRoleId: z.string().optional(),
  association: z
    .object({ id: z.string(), state: z.string() })
    .optional()
    .describe("Where the account lets Rolecall attach roles: how far EC2 is with the profile"),
});
export type InstanceView = z.infer<typeof InstanceView>;

export const InstancePage = z.object({
  items: z.array(InstanceView),
  nextCursor: z.string().nullable(),
  mayAttach: z.boolean().describe("The account was set up so that Rolecall may attach roles to instances"),
});
export type InstancePage = z.infer<typeof InstancePage>;
