/** The instances that run with a role, as a zod schema. Browser-safe. */
import { z } from "zod";
import { FixView } from "#lib/failures/view.ts";

export const RoleInstanceView = z.object({
  instanceId: z.string(),
  name: z.string().optional().describe("The tag `Name`"),
  region: z.string(),
  state: z.string(),
  instanceProfileArn: z.string(),
});
export type RoleInstanceView = z.infer<typeof RoleInstanceView>;

export const RoleInstances = z.object({
  items: z.array(RoleInstanceView),
  notLooked: z
    .array(z.object({ region: z.string().optional().describe("Absent: the whole account"), why: z.string() }))
    .describe("Where Rolecall could not look: machines may run there too"),
  fixes: z.array(FixView).describe("How to take the instance profile off them; empty where there are none"),
});
export type RoleInstances = z.infer<typeof RoleInstances>;
