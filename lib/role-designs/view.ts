/** The view of a role design's documents. */
import { z } from "zod";
import { FILE_FORMATS } from "./files/all.ts";

const Document = z.record(z.string(), z.unknown()).describe("A policy document of IAM");

export const RoleDocumentsView = z.object({
  permissionPolicyName: z.string(),
  permissionPolicy: Document.nullable().describe("Null where the design grants nothing"),
  trustPolicy: Document,
  profileName: z.string().nullable().describe("Null where EC2 is not among those who may use the role"),
  bucketPolicies: z.array(
    z.object({
      bucket: z.string(),
      accountId: z.string().optional().describe("The bucket's owner, where it is another account"),
      isNeeded: z.boolean(),
      document: Document,
    }),
  ),
  reasons: z.array(
    z.object({ document: z.enum(["permission_policy", "trust_policy"]), sid: z.string(), why: z.string() }),
  ),
  sizes: z.array(
    z.object({
      what: z.enum(["permission_policy", "trust_policy"]),
      characters: z.number().describe("Without white space, as IAM counts"),
      limit: z.number(),
    }),
  ),
  findings: z.array(
    z.object({
      severity: z.enum(["error", "warning"]),
      code: z.string(),
      path: z.string().describe("Where in the request, dotted"),
      message: z.string(),
    }),
  ),
  consoleSteps: z.array(
    z.object({ text: z.string(), url: z.string().optional(), copy: z.string().optional() }),
  ),
  files: z.array(z.object({ name: z.string(), format: z.enum(FILE_FORMATS), body: z.string() })),
});
export type RoleDocumentsView = z.infer<typeof RoleDocumentsView>;
