/** What leaves the server of an account's roles to pick from. Browser-safe. */
import { z } from "zod";

export const MOST_LISTED = 1_000;
export const MOST_TAGS_READ = 100;

export const PickableRole = z.object({
  roleArn: z.string(),
  name: z.string(),
  path: z.string(),
  trustsEc2: z.boolean().describe("EC2 may assume it, as far as its trust policy alone tells"),
  tags: z
    .record(z.string(), z.string())
    .optional()
    .describe(`Read of the first ${MOST_TAGS_READ} roles that trust EC2 and are not registered`),
  registered: z.object({ id: z.uuid(), name: z.string() }).optional(),
});
export type PickableRole = z.infer<typeof PickableRole>;

export const AccountRoles = z.object({
  outcome: z
    .enum(["listed", "may_not_list", "not_reached"])
    .describe(
      "may_not_list: AWS refused iam:ListRoles, which `includeListRoles` adds to the set-up documents",
    ),
  roles: z.array(PickableRole).describe("By name, without those that AWS's services own"),
  isCut: z.boolean().describe(`The account has more than the ${MOST_LISTED} roles that were read`),
});
export type AccountRoles = z.infer<typeof AccountRoles>;
