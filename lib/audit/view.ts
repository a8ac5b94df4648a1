/** The view of an audit event. Browser-safe. */
import { z } from "zod";

export const AuditEventView = z.object({
  id: z.uuid(),
  actorKind: z.string().describe("user, api_token or system"),
  actorName: z.string(),
  action: z.string().describe("For example instance_role.create"),
  targetId: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string().optional(),
  createdAt: z.iso.datetime(),
});
export type AuditEventView = z.infer<typeof AuditEventView>;
