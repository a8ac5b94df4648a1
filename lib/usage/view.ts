/** The view of how a role is used. */
import { z } from "zod";
import { IDENTIFIERS } from "./identity.ts";

export const UsageView = z.object({
  sections: z.array(
    z.object({
      id: z.string(),
      product: z.string(),
      title: z.string(),
      takes: z.enum(IDENTIFIERS).describe("Which of the four identifiers it takes"),
      value: z.string().describe("That identifier of this role"),
      allowedByTrust: z.boolean().describe("Whether the role's trust policy lets it in now"),
      missingStatement: z
        .record(z.string(), z.unknown())
        .optional()
        .describe("The statement that the trust policy lacks"),
      note: z.string().optional(),
      snippets: z.array(z.object({ title: z.string(), language: z.string(), body: z.string() })),
    }),
  ),
});
export type UsageView = z.infer<typeof UsageView>;
