/** Widening a permissions boundary by one statement. Browser-safe. */

import { cliRegionOption } from "#lib/aws/partition.ts";
import { hclLocal } from "#lib/iac/hcl.ts";
import { iam, quote } from "#lib/iac/shell.ts";
import type { JsonObject } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import type { Connection } from "../reasons/reason.ts";
import { nameInArn } from "../role-arn.ts";
import { cliFix, type Fix, terraformFix, textFix } from "./fix.ts";

export type BoundaryToWiden = {
  account: Connection;
  /** The role that carries the boundary. */
  roleName: string;
  /** Looked up by the command where it is not known. */
  boundaryArn?: string;
  /** With a Sid: a second run replaces it. */
  statement: JsonObject & { Sid: string };
};

/** The statement, the command that adds it in a new version of the boundary's policy, and what to do in Terraform. */
export function boundaryFixes({ account, roleName, boundaryArn, statement }: BoundaryToWiden): Fix[] {
  const name = boundaryArn ? nameInArn(boundaryArn) : "the boundary's policy";
  const shown = textFix(`Statement for ${name}`, prettyPolicy(statement));
  if (boundaryArn?.includes(":iam::aws:")) return [shown, replaceManaged(roleName, boundaryArn)];
  return [
    shown,
    cliFix("AWS CLI", account, newVersion({ account, roleName, boundaryArn, statement })),
    terraformFix("Terraform", [statementBlock(statement)]),
  ];
}

/**
 * Reads the boundary's current document, puts the statement at its end and makes that the default version.
 * `[x][]` makes a list of a single statement as well as of a list.
 */
function newVersion({ account, roleName, boundaryArn, statement }: BoundaryToWiden): string[] {
  const region = cliRegionOption(account.partition);
  const sid = JSON.stringify(statement.Sid);
  const look = `aws iam get-role --role-name ${quote(roleName)}${region} \\\n  --query Role.PermissionsBoundary.PermissionsBoundaryArn --output text`;
  const added = prettyPolicy([statement]).replaceAll("`", "\\`").replaceAll("'", `'\\''`);
  return [
    boundaryArn ? `boundary=${quote(boundaryArn)}` : `boundary=$(${look})`,
    `version=$(aws iam get-policy --policy-arn "$boundary"${region} --query Policy.DefaultVersionId --output text)`,
    `document=$(aws iam get-policy-version --policy-arn "$boundary" --version-id "$version"${region} --output json --query '{`,
    '  Version: PolicyVersion.Document.Version || `"2012-10-17"`,',
    `  Statement: [([PolicyVersion.Document.Statement][] | [?Sid != \`${sid}\`]), \`${added}\`][]`,
    "}')",
    "# A policy has room for 5 versions: if AWS answers LimitExceeded, delete one that is not in use",
    "# (aws iam list-policy-versions, aws iam delete-policy-version) and run this again.",
    iam(account.partition, "create-policy-version", {
      "policy-arn": '"$boundary"',
      "set-as-default": "",
      "policy-document": '"$document"',
    }),
  ];
}

function statementBlock(statement: JsonObject): string {
  return `# Add local.rolecall_statement to the Statement list of the boundary's policy.\n${hclLocal("rolecall_statement", statement)}`;
}

function replaceManaged(roleName: string, boundaryArn: string): Fix {
  return textFix(
    "A boundary of your own",
    `${nameInArn(boundaryArn)} belongs to AWS and cannot be changed. Create a policy of your own that allows what it allows and the statement beside this text as well, and make it the permissions boundary of ${roleName}.`,
  );
}
