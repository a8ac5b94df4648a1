/** What checking many roles answers, as a zod schema. Browser-safe. */
import { z } from "zod";

export const VerifyingView = z.object({
  checking: z.number().int(),
  items: z.array(z.object({ id: z.uuid(), status: z.enum(["checking", "not_in_this_state", "not_found"]) })),
});
export type VerifyingView = z.infer<typeof VerifyingView>;
