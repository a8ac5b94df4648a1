/** The files of a role design, under the names that their commands use. Browser-safe. */
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import type { RoleDocuments } from "../documents.ts";
import type { RoleDesign } from "../schema.ts";
import { bucketPolicyScript } from "./bucket-script.ts";
import { roleScript } from "./cli.ts";
import { roleTemplate } from "./cloudformation.ts";
import { roleConfiguration } from "./terraform.ts";

export const FILE_FORMATS = ["cli", "cloudformation", "terraform", "json"] as const;
export type RoleFile = { name: string; format: (typeof FILE_FORMATS)[number]; body: string };

export function roleFiles(design: RoleDesign, documents: RoleDocuments): RoleFile[] {
  const { roleName } = design;
  const { permissionPolicy, permissionPolicyName, trustPolicy } = documents;
  const json = (name: string, body: Parameters<typeof prettyPolicy>[0]): RoleFile => ({
    name: `${name}.json`,
    format: "json",
    body: `${prettyPolicy(body)}\n`,
  });
  return [
    { name: `create-${roleName}.sh`, format: "cli", body: roleScript(design, documents) },
    { name: `${roleName}.yaml`, format: "cloudformation", body: roleTemplate(design, documents) },
    { name: `${roleName}.tf`, format: "terraform", body: roleConfiguration(design, documents) },
    json(`${roleName}-trust-policy`, trustPolicy),
    ...(permissionPolicy ? [json(permissionPolicyName, permissionPolicy)] : []),
    ...documents.bucketPolicies.flatMap((policy): RoleFile[] => [
      json(`bucket-policy-${policy.bucket}`, policy.document),
      { name: `bucket-policy-${policy.bucket}.sh`, format: "cli", body: bucketPolicyScript(policy) },
    ]),
  ];
}
