/** The views of failures, as zod schemas. Browser-safe. */
import { z } from "zod";
import { STEPS } from "./step.ts";

/** The lines of two documents, marked as same, added or removed. */
export const DiffView = z.array(z.object({ kind: z.enum(["same", "added", "removed"]), text: z.string() }));

export const FixView = z.object({
  kind: z.enum(["console", "trust_policy", "aws_cli", "terraform", "text"]),
  title: z.string(),
  body: z
    .string()
    .describe(
      "What is copied. Where `choices` are to be made it changes nothing: run head, the chosen bodies and tail",
    ),
  notes: z
    .array(z.string())
    .optional()
    .describe("What to know before it is used: what it takes away, and what that protected from"),
  console: z
    .object({ url: z.string().optional(), steps: z.array(z.string()) })
    .optional()
    .describe("What to do in the AWS console, and the page to open"),
  choices: z
    .object({
      prompt: z.string(),
      atLeast: z.number().int(),
      options: z.array(z.object({ label: z.string(), body: z.string() })),
      head: z.string(),
      tail: z.string(),
    })
    .optional()
    .describe("A person has to choose at least this many of the options before the script is of use"),
  shellUrl: z.string().optional().describe("For a script: a shell in the browser"),
  before: z.string().optional().describe("For a document: the whole of it as it is now"),
  /** For a document: the lines before and after. */
  diff: DiffView.optional(),
});

export const FailureView = z.object({
  reason: z.string(),
  title: z.string(),
  detail: z.string(),
  actor: z.enum(["you", "role_owner", "org_admin", "operator", "nobody"]),
  retryable: z.boolean(),
  step: z.enum(STEPS),
  fixes: z.array(FixView),
  aws: z
    .object({
      action: z.string(),
      code: z.string(),
      requestId: z.string().optional(),
      policyLayer: z.string().optional(),
      policyArn: z.string().optional(),
    })
    .optional(),
});
export type FailureView = z.infer<typeof FailureView>;
