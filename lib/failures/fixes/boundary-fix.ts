/** Fixes that add a statement to a permissions boundary. Browser-safe. */

import { policyPage, rolePage } from "#lib/aws/console-pages.ts";
import { cliRegionOption } from "#lib/aws/partition.ts";
import { hclLocal } from "#lib/iac/hcl.ts";
import { iam, quote, quoteDocument } from "#lib/iac/shell.ts";
import { diffPolicies } from "#lib/iam-policy/diff.ts";
import { type JsonObject, type PolicyJson, parsePolicy } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { rawStatements, withStatements } from "#lib/iam-policy/raw-statements.ts";
import { sparingActions } from "#lib/iam-policy/sparing.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { denyByHandFixes } from "./deny-by-hand.ts";
import { cliFix, consoleFix, type Fix, terraformFix, textFix } from "./fix.ts";

export type BoundaryToWiden = {
  account: Connection;
  /** The role with the boundary. */
  role: { arn: string; name: string };
  /** The command looks it up where it is unknown. */
  boundaryArn?: string;
  /** The boundary's text, where it could be read. */
  document?: string;
  /** With a Sid: a second run replaces it. */
  statement: JsonObject & { Sid: string };
  /** Actions that a Deny in the boundary covers: allowing them changes nothing until the Deny is removed. */
  forbidden?: string[];
};

/**
 * Returns the console steps, the command and the Terraform; with the complete new document where the current one is
 * known.
 */
export function boundaryFixes(boundary: BoundaryToWiden): Fix[] {
  const { account, role, boundaryArn, document, statement, forbidden = [] } = boundary;
  if (boundaryArn?.includes(":iam::aws:")) {
    return [replaceManaged(boundary, boundaryArn), statementFix(boundaryArn, statement)];
  }
  const parsed = document ? parsePolicy(document) : undefined;
  if (parsed?.ok && boundaryArn) return knownFixes(boundary, boundaryArn, parsed.document.json);
  if (forbidden.length > 0) {
    const byHand = denyByHandFixes({
      account,
      role,
      policyArn: boundaryArn,
      isBoundary: true,
      actions: forbidden,
    });
    return [...byHand, statementFix(boundaryArn, statement)];
  }
  return [
    inConsole(boundary, prettyPolicy(statement)),
    cliFix("AWS CLI", account, newVersion(boundary), { done: DONE, next: NEXT }),
    terraformFix("Terraform", [statementBlock(statement, forbidden)]),
  ];
}

const DONE = "the boundary has a new version that allows this.";
const NEXT = "Next: go back to Rolecall and press Retry.";
const SHARED =
  "Every role that has this boundary gets the change. A policy has room for 5 versions: if AWS answers LimitExceeded, delete one that is not the default first.";

function statementFix(boundaryArn: string | undefined, statement: JsonObject): Fix {
  const name = boundaryArn ? nameInArn(boundaryArn) : "the boundary's policy";
  return textFix(`Statement for ${name}`, prettyPolicy(statement));
}

function inConsole({ account, role, boundaryArn }: BoundaryToWiden, statement: string): Fix {
  const { partition, accountId } = account;
  return consoleFix({
    url: boundaryArn ? policyPage(partition, boundaryArn) : rolePage(partition, role.name),
    steps: [
      boundaryArn
        ? `Sign in to AWS account ${accountId} and open the policy ${nameInArn(boundaryArn)} (IAM, Policies).`
        : `Sign in to AWS account ${accountId}, open the role ${role.name} (IAM, Roles) and the policy under Permissions boundary.`,
      "Choose Edit and JSON, and add the statement below to the list Statement.",
      "Choose Next and Save changes, come back here and press Retry.",
    ],
    notes: [SHARED],
    body: statement,
  });
}

/** The complete new boundary, so that nobody has to find the place for the statement. */
function knownFixes(boundary: BoundaryToWiden, boundaryArn: string, before: PolicyJson): Fix[] {
  const { account, role, statement, forbidden = [] } = boundary;
  const spared = forbidden.length > 0 ? sparingActions(before, forbidden, role.arn).after : before;
  const others = rawStatements(spared).filter(({ Sid }) => Sid !== statement.Sid);
  const after = withStatements({ ...spared, Statement: [] }, [...others, statement]);
  const { partition, accountId } = account;
  const write = iam(partition, "create-policy-version", {
    "policy-arn": quote(boundaryArn),
    "set-as-default": "",
    "policy-document": quoteDocument(after),
  });
  const fixes = [
    consoleFix({
      url: policyPage(partition, boundaryArn),
      steps: [
        `Sign in to AWS account ${accountId} and open the policy ${nameInArn(boundaryArn)} (IAM, Policies).`,
        "Choose Edit and JSON, select all of the text and paste the policy below in its place.",
        "Choose Next and Save changes, come back here and press Retry.",
      ],
      body: prettyPolicy(after),
      before: prettyPolicy(before),
      diff: diffPolicies(before, after),
    }),
    cliFix("AWS CLI", account, [write], { done: DONE, next: NEXT }),
  ].map((fix) => ({ ...fix, notes: [SHARED] }));
  return [...fixes, terraformFix("Terraform", [statementBlock(statement, forbidden)])];
}

/** Lines that read the boundary's current document, append the statement and make that the default version. */
function newVersion({ account, role, boundaryArn, statement }: BoundaryToWiden): string[] {
  const { partition } = account;
  const region = cliRegionOption(partition);
  const sid = JSON.stringify(statement.Sid);
  const document = "PolicyVersion.Document";
  const added = prettyPolicy([statement]).replaceAll("`", "\\`").replaceAll("'", `'\\''`);
  const lookUp = `$(aws iam get-role --role-name ${quote(role.name)}${region} \\\n  --query Role.PermissionsBoundary.PermissionsBoundaryArn --output text)`;
  return [
    `boundary=${boundaryArn ? quote(boundaryArn) : lookUp}`,
    `version=$(aws iam get-policy --policy-arn "$boundary"${region} --query Policy.DefaultVersionId --output text)`,
    `document=$(aws iam get-policy-version --policy-arn "$boundary" --version-id "$version"${region} --output json --query '{`,
    `  Version: ${document}.Version || \`"2012-10-17"\`,`,
    `  Statement: [([${document}.Statement][] | [?Sid != \`${sid}\`]), \`${added}\`][]`,
    "}')",
    "# A policy has room for 5 versions: if AWS answers LimitExceeded, delete one that is not the default first.",
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

function replaceManaged({ account, role, forbidden = [] }: BoundaryToWiden, boundaryArn: string): Fix {
  const but = forbidden.length > 0 ? `, but denies none of ${joined(forbidden)},` : "";
  return consoleFix({
    url: rolePage(account.partition, role.name),
    steps: [
      `${nameInArn(boundaryArn)} belongs to AWS and cannot be changed. In AWS account ${account.accountId}, create a policy of your own (IAM, Policies) that allows what it allows${but} and the statement in the next tab as well.`,
      `Open the role ${role.name} (IAM, Roles), and under Permissions boundary choose Change boundary and that policy.`,
      "Come back here and press Retry.",
    ],
  });
}
