/** The response of a lookup of a role by its name, as zod schemas. Browser-safe. */
import { z } from "zod";

export const LookupView = z.object({
  /** The kind of resource that was looked up. */
  kind: z.enum(["role", "instance_profile"]),
  name: z.string(),
  /** The roles found, at most one for each account. */
  found: z.array(z.object({ roleArn: z.string(), awsAccountId: z.string() })),
  /** The connected accounts that were asked, with the result of each. */
  looked: z.array(
    z.object({
      awsAccountId: z.string(),
      outcome: z.enum(["found", "not_found", "no_role_inside", "may_not_look", "not_reached"]),
    }),
  ),
  /** How many connected accounts were not asked, because no account was named and there are many. */
  left: z.number().int(),
});
export type LookupView = z.infer<typeof LookupView>;
