/** The API's operations on role designs, roles that do not exist in AWS yet. */
import { z } from "zod";
import { RoleDesignInput } from "#lib/role-designs/schema.ts";
import { RoleDocumentsView } from "#lib/role-designs/view.ts";
import { operation } from "../operation.ts";

const tag = "Role designs";

export const postRoleDocuments = operation({
  id: "buildRoleDocuments",
  method: "POST",
  path: "/workspaces/{workspace}/role-documents",
  tag,
  summary: "Write the documents of a role to be made",
  description:
    "Least privilege for the buckets named, who may use the role, and the files that make it: a script for the AWS CLI, CloudFormation, Terraform and the JSON documents. Nothing is stored and AWS is not asked. Findings say what IAM would refuse and what is unwise. `format=zip` downloads the files.",
  who: { mayDo: "role_design.read" },
  query: z.object({ format: z.enum(["json", "zip"]).default("json") }),
  body: RoleDesignInput,
  answers: {
    200: {
      description: "The documents",
      schema: RoleDocumentsView,
      media: { "application/zip": z.string().meta({ format: "binary" }) },
    },
  },
});
