/** Widening a permissions boundary by one statement. Browser-safe. */

import { cliRegionOption } from "#lib/aws/partition.ts";
import { hclLocal } from "#lib/iac/hcl.ts";
import { iam, quote } from "#lib/iac/shell.ts";
import type { JsonObject } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { ABOUT_VERSIONS, explanation, lookUpBoundary } from "./drop-deny.ts";
import { cliFix, type Fix, terraformFix, textFix } from "./fix.ts";
import { statementsWithout, WITHOUT_NULLS } from "./narrow-query.ts";

export type BoundaryToWiden = {
  account: Connection;
  /** The role that carries the boundary. */
  roleName: string;
  /** Looked up by the command where it is not known. */
  boundaryArn?: string;
  /** With a Sid: a second run replaces it. */
  statement: JsonObject & { Sid: string };
  /** Actions that a Deny in the boundary covers: without taking them out of it, allowing them changes nothing. */
  forbidden?: string[];
};

/** The statement, the command that adds it in a new version of the boundary's policy, and what to do in Terraform. */
export function boundaryFixes(boundary: BoundaryToWiden): Fix[] {
  const { account, roleName, boundaryArn, statement, forbidden = [] } = boundary;
  const name = boundaryArn ? nameInArn(boundaryArn) : "the boundary's policy";
  const shown = textFix(`Statement for ${name}`, prettyPolicy(statement));
  if (boundaryArn?.includes(":iam::aws:")) return [shown, replaceManaged(roleName, boundaryArn, forbidden)];
  return [
    // Where a Deny stands in the way as well, the statement alone changes nothing.
    ...(forbidden.length > 0 ? [] : [shown]),
    cliFix("AWS CLI", account, newVersion(boundary)),
    terraformFix("Terraform", [statementBlock(statement, forbidden)]),
  ];
}

/** Reads the boundary's current document, puts the statement at its end and makes that the default version. */
function newVersion({
  account,
  roleName,
  boundaryArn,
  statement,
  forbidden = [],
}: BoundaryToWiden): string[] {
  const { partition } = account;
  const region = cliRegionOption(partition);
  const sid = JSON.stringify(statement.Sid);
  const document = "PolicyVersion.Document";
  const others =
    forbidden.length > 0 ? statementsWithout(document, { actions: forbidden }) : `[${document}.Statement][]`;
  const added = prettyPolicy([statement]).replaceAll("`", "\\`").replaceAll("'", `'\\''`);
  return [
    ...(forbidden.length > 0 ? explanation({ actions: forbidden }) : []),
    boundaryArn ? `boundary=${quote(boundaryArn)}` : `boundary=${lookUpBoundary({ partition, roleName })}`,
    `version=$(aws iam get-policy --policy-arn "$boundary"${region} --query Policy.DefaultVersionId --output text)`,
    `document=$(aws iam get-policy-version --policy-arn "$boundary" --version-id "$version"${region} --output json --query '{`,
    `  Version: ${document}.Version || \`"2012-10-17"\`,`,
    `  Statement: [(${others} | [?Sid != \`${sid}\`]), \`${added}\`][]`,
    forbidden.length > 0 ? `}' | ${WITHOUT_NULLS})` : "}')",
    ...ABOUT_VERSIONS,
    iam(partition, "create-policy-version", {
      "policy-arn": '"$boundary"',
      "set-as-default": "",
      "policy-document": '"$document"',
    }),
  ];
}

function statementBlock(statement: JsonObject, forbidden: string[]): string {
  const also =
    forbidden.length > 0 ? `,\n# and take ${joined(forbidden)} out of those with Effect = "Deny"` : "";
  return `# Add local.rolecall_statement to the Statement list of the boundary's policy${also}.\n${hclLocal("rolecall_statement", statement)}`;
}

function replaceManaged(roleName: string, boundaryArn: string, forbidden: string[]): Fix {
  const but = forbidden.length > 0 ? `, but denies nothing of ${joined(forbidden)},` : "";
  return textFix(
    "A boundary of your own",
    `${nameInArn(boundaryArn)} belongs to AWS and cannot be changed. Create a policy of your own that allows what it allows${but} and the statement beside this text as well, and make it the permissions boundary of ${roleName}.`,
  );
}
