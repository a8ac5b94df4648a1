/** Fixes of the connection role's trust policy and permissions. Browser-safe. */

import { rolePage } from "#lib/aws/console-pages.ts";
import { hclDocument, hclLabel, hclResource } from "#lib/iac/hcl.ts";
import { iam, indented, quote, quoteDocument } from "#lib/iac/shell.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import { nameInArn, roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { ifForeign, readExisting } from "#lib/setup-documents/foreign-role.ts";
import {
  connectionPermissions,
  neverItself,
  type Permission,
  permissionDocument,
  permissionsToAllow,
} from "#lib/setup-documents/permissions.ts";
import { CONNECTION_POLICY } from "#lib/setup-documents/setup.ts";
import { connectionTrustPolicy } from "#lib/setup-documents/trust-policy.ts";
import type { AccountSubject, Connection, SubjectPolicy } from "../reasons/reason.ts";
import { cliFix, consoleFix, type Fix, terraformFix, textFix } from "./fix.ts";
import { createPolicy, createRole } from "./role-fix.ts";
import { updateTrust } from "./trust-document.ts";
import { trustFixes } from "./trust-fix.ts";

const NEXT_CHECK = "Next: go back to Rolecall and press Retry, or Check again.";

/** Fixes of an existing connection role's trust policy. */
export function connectionTrustFixes({ connection }: AccountSubject): Fix[] {
  const role = roleArnFrom(connection.connectionRoleArn);
  const trust = trustOf(connection);
  return trust ? trustFixes(role, connection, { after: trust }) : [waitForPrincipal(connection)];
}

/** The trust policy; null while the platform principal is unknown. */
function trustOf({ platformPrincipalArn, externalId }: Connection): PolicyJson | null {
  return platformPrincipalArn ? connectionTrustPolicy({ platformPrincipalArn, externalId }) : null;
}

function waitForPrincipal({ connectionRoleArn }: Connection): Fix {
  return textFix(
    "Whom to trust",
    `The trust policy of ${nameInArn(connectionRoleArn)} has to name the AWS identity that Rolecall runs as, which Rolecall has not found out yet: its worker does so when it starts. Look here again in a minute; if this stays, tell the operator of Rolecall.`,
  );
}

/**
 * The same for a role that may not exist: the command then creates it with everything it needs. Another workspace's
 * connection role is left alone.
 */
export function connectionRoleFixes({ connection, requiredPolicies }: AccountSubject): Fix[] {
  const role = roleArnFrom(connection.connectionRoleArn);
  const { externalId, earlierExternalIds = [] } = connection;
  const trust = trustOf(connection);
  if (!trust) return [waitForPrincipal(connection)];
  const [document, , terraform] = trustFixes(role, connection, { after: trust });
  const script = cliFix(
    "AWS CLI",
    connection,
    [
      `if ${readExisting(role)}; then`,
      ...ifForeign({ externalId, earlierExternalIds, role }).map(indented),
      "    exit 1",
      "  else",
      "    # The connection role is there: correct whom it trusts. This takes the place of its trust policy.",
      indented(indented(updateTrust(role, trust))),
      "  fi",
      "else",
      "  # It is not: make it, with the least it needs to do its work.",
      indented(createRole(role, trust)),
      indented(putPolicy(connection, CONNECTION_POLICY, allPermissions(connection, requiredPolicies))),
      ...requiredPolicies.flatMap((policy) =>
        policy.document
          ? [indented(createPolicy({ ...policy, document: policy.document }, role.partition))]
          : [],
      ),
      "fi",
    ],
    { done: `the connection role ${role.name} lets Rolecall in.`, next: NEXT_CHECK },
  );
  return [document, script, terraform].filter((fix) => fix !== undefined);
}

/** Permissions for the connection role, as a further inline policy. */
export function grantFixes(connection: Connection, policyName: string, permissions: Permission[]): Fix[] {
  const granted = permissions.some(({ actions }) => actions.some(({ action }) => !isRead(action)));
  const protection = granted ? [neverItself({ ...connection, ...namesOf(connection) })] : [];
  const document = permissionDocument([...permissions, ...protection]);
  const role = roleArnFrom(connection.connectionRoleArn).name;
  return [
    consoleFix({
      url: rolePage(connection.partition, role),
      steps: [
        `Sign in to AWS account ${connection.accountId} and open the connection role ${role} (IAM, Roles).`,
        "Choose Add permissions, Create inline policy and JSON, and paste the policy below.",
        `Choose Next, give it the name ${policyName} and choose Create policy. Come back here and press Retry.`,
      ],
      body: prettyPolicy(document),
    }),
    cliFix("AWS CLI", connection, [putPolicy(connection, policyName, document)], {
      done: `${role} may do what was missing.`,
      next: NEXT_CHECK,
    }),
    terraformFix("Terraform", [
      hclResource("aws_iam_role_policy", hclLabel(policyName), [
        ["name", policyName],
        ["role", role],
        ["policy", hclDocument(document)],
      ]),
    ]),
  ];
}

const isRead = (action: string) => /:(Get|List|Describe|Simulate)/.test(action);

function putPolicy({ connectionRoleArn }: Connection, policyName: string, document: PolicyJson): string {
  const { partition, name } = roleArnFrom(connectionRoleArn);
  return iam(partition, "put-role-policy", {
    "role-name": quote(name),
    "policy-name": quote(policyName),
    "policy-document": quoteDocument(document),
  });
}

/** Returns the set-up documents' statements for these actions. */
export function missingPermissions(
  denied: readonly { action: string; resource?: string }[],
  connection: Connection,
  requiredPolicies: SubjectPolicy[],
): Permission[] {
  return permissionsToAllow(denied, {
    ...connection,
    ...namesOf(connection),
    requiredPolicies: requiredPolicies.map(whole),
  });
}

function allPermissions(connection: Connection, requiredPolicies: SubjectPolicy[]): PolicyJson {
  const setup = {
    ...connection,
    ...namesOf(connection),
    requiredPolicies: requiredPolicies.map(whole),
    includeBulkRead: false,
  };
  return permissionDocument(connectionPermissions(setup));
}

function namesOf({ connectionRoleArn }: Connection) {
  const { name: connectionRoleName, path: connectionRolePath } = roleArnFrom(connectionRoleArn);
  return { connectionRoleName, connectionRolePath };
}

/**
 * Completes a policy. Only ARN and kind matter for the permissions: a customer-managed policy has the account in its
 * ARN.
 */
function whole(policy: SubjectPolicy): RequiredPolicy {
  const kind = policy.arn.includes(":iam::aws:") ? "aws_managed" : "customer_managed";
  return { kind, why: "", actions: [], ...policy };
}
