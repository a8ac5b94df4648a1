/** A change of instance profiles as the API answers it. Browser-safe. */
import { z } from "zod";
import { OUTCOMES, REASONS } from "./item.ts";

export const ItemView = z.object({
  instanceId: z.string(),
  status: z.enum(["OPEN", "DONE", "FAILED"]),
  outcome: z.enum(OUTCOMES).optional(),
  reason: z.enum(REASONS).optional(),
  detail: z.string().optional().describe("What happened, and what to do next where it went wrong"),
  before: z
    .object({ instanceProfileArn: z.string(), roleName: z.string().optional() })
    .nullable()
    .optional()
    .describe("What was on it before; null: nothing; absent: Rolecall changed nothing"),
});

export const ChangeView = z.object({
  id: z.string(),
  awsAccountId: z.string(),
  region: z.string(),
  kind: z.enum(["attach", "detach", "undo"]),
  instanceRoleId: z.string().optional(),
  roleName: z.string().optional(),
  undoes: z.string().optional().describe("The change that this one undoes"),
  undoneBy: z.string().optional().describe("The newest change that undoes this one"),
  status: z.enum(["RUNNING", "SETTLED"]),
  counts: z.object({ open: z.number(), done: z.number(), failed: z.number() }),
  canUndo: z.boolean().describe("It is settled, and there is something to give back"),
  items: z.array(ItemView),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type ChangeView = z.infer<typeof ChangeView>;
