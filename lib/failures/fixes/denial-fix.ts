/** Fixes of a denied call of Rolecall's, by the policy layer that denied it. Browser-safe. */

import { isObject, type JsonObject } from "#lib/iam-policy/parse.ts";
import { joined } from "#lib/joined.ts";
import { type RoleArn, roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { type Permission, permissionDocument } from "#lib/setup-documents/permissions.ts";
import { CONNECTION_POLICY } from "#lib/setup-documents/setup.ts";
import type { AwsRefusal } from "../failure.ts";
import type { Connection } from "../reasons/reason.ts";
import { boundaryFixes } from "./boundary-fix.ts";
import { grantFixes } from "./connection-fix.ts";
import { denyByHandFixes } from "./deny-by-hand.ts";
import { type Fix, textFix } from "./fix.ts";
import { organizationFix } from "./organization-fix.ts";

export type DeniedCall = {
  connection: Connection;
  aws?: AwsRefusal;
  /** The permissions that the connection role needs. */
  permissions: Permission[];
  /** The suffix of the inline policy's name: `rolecall-connection-…`. */
  topic: string;
};

/** Returns the fixes of a denial, the likeliest first. */
export function denialFixes(call: DeniedCall): Fix[] {
  const { connection, aws, permissions, topic } = call;
  const actions = permissions.flatMap((permission) => permission.actions.map(({ action }) => action));
  const role = roleArnFrom(connection.connectionRoleArn);
  const policyName = `${CONNECTION_POLICY}-${topic}`.slice(0, 128);
  switch (aws?.policyLayer) {
    case "scp":
    case "rcp":
      return [
        organizationFix({
          account: connection,
          layer: aws.policyLayer,
          principalArn: role.arn,
          actions: [aws.action],
          policyArn: aws.policyArn,
        }),
      ];
    case "boundary":
      if (aws.explicit) return forbidden(call, aws);
      return boundaryFixes({
        account: connection,
        role,
        statement: oneStatement(permissions, topic),
      });
    case "session":
      return [
        reportFix(
          `Rolecall's session policy leaves out ${joined(actions)}. That is a fault of Rolecall: tell its operator.`,
          call,
        ),
      ];
    case "vpce":
      return [
        textFix(
          "For the operator of Rolecall",
          `The policy of the VPC endpoint through which Rolecall reaches AWS has to allow ${joined(actions)} for ${role.arn}.`,
        ),
      ];
    case "identity":
      if (aws.explicit) return forbidden(call, aws);
      return grantFixes(connection, policyName, permissions);
    default:
      if (aws?.explicit) return [...forbidden(call, aws), otherLayers(role.name)];
      return [...grantFixes(connection, policyName, permissions), otherLayers(role.name)];
  }
}

/** Fixes of an explicit Deny, which an Allow does not override. */
function forbidden({ connection, permissions }: DeniedCall, aws: AwsRefusal): Fix[] {
  const needed = permissions.find((one) => one.actions.some(({ action }) => action === aws.action));
  return denyByHandFixes({
    account: connection,
    role: roleArnFrom(connection.connectionRoleArn),
    policyArn: aws.policyArn,
    isBoundary: aws.policyLayer === "boundary",
    // All permissions at once: otherwise AWS would deny the next one after each fix.
    actions: needed ? needed.actions.map(({ action }) => action) : [aws.action],
    resources: needed?.resources,
  });
}

function otherLayers(roleName: string): Fix {
  return textFix(
    "If that does not help",
    `AWS did not say which policy is missing. Besides the policies of ${roleName}, look at its permissions boundary and at the service control policies of your organization.`,
  );
}

type Reported = { connection: Connection; roleArn?: RoleArn; aws?: AwsRefusal };

/** A message that is complete by itself, because its reader does not see the page. */
export function reportFix(what: string, { connection, roleArn, aws }: Reported): Fix {
  const facts = [
    ["AWS account", connection.accountId],
    ["Role", roleArn?.arn],
    ["Connection role", connection.connectionRoleArn],
    ["AWS call", aws?.action],
    ["AWS error", aws?.code],
    ["AWS request ID", aws?.requestId],
  ].flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  return textFix("Report it", [what, ...facts].join("\n"));
}

/** One statement with all actions: a boundary only limits, so one is enough. */
function oneStatement(permissions: Permission[], topic: string): JsonObject & { Sid: string } {
  const statements = permissionDocument(permissions).Statement;
  const [first] = Array.isArray(statements) ? statements : [];
  const Sid = `Rolecall${inSid(topic)}`;
  if (permissions.length === 1 && isObject(first)) return { ...first, Sid };
  const actions = permissions.flatMap((permission) => permission.actions.map(({ action }) => action));
  const resources = [...new Set(permissions.flatMap((permission) => permission.resources))];
  return { Sid, Effect: "Allow", Action: actions, Resource: resources };
}

/**
 * Encodes a text for a Sid, which allows letters and digits only: `etl-prod` becomes `etlX2Dprod`. Injective, because X
 * itself is encoded too.
 */
function inSid(text: string): string {
  return text.replace(
    /[^A-WYZa-z0-9]/g,
    (sign) => `X${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
