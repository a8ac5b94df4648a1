/** What leaves the server of a look for a role by its name, as zod schemas. Browser-safe. */
import { z } from "zod";

export const LookupView = z.object({
  /** What was looked for. */
  kind: z.enum(["role", "instance_profile"]),
  name: z.string(),
  /** The roles that AWS knows, one an account at most. */
  found: z.array(z.object({ roleArn: z.string(), awsAccountId: z.string() })),
  /** The connected accounts that were looked into, and what came of it. */
  looked: z.array(
    z.object({
      awsAccountId: z.string(),
      outcome: z.enum(["found", "not_found", "no_role_inside", "may_not_look", "not_reached"]),
    }),
  ),
  /** Connected accounts that were left out: no account was named, and there are many. */
  left: z.number().int(),
});
export type LookupView = z.infer<typeof LookupView>;
