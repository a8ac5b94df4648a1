/** Reasons of the step `connect`; an AWS account fails with them too. Browser-safe. */

import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { AwsRefusal } from "../failure.ts";
import { connectionRoleFixes, connectionTrustFixes, missingPermissions } from "../fixes/connection-fix.ts";
import { denialFixes } from "../fixes/denial-fix.ts";
import { textFix } from "../fixes/fix.ts";
import { organizationFix } from "../fixes/organization-fix.ts";
import type { AccountSubject, Reasons } from "./reason.ts";
import { actorOf, inWords, refusedBecause, seconds } from "./words.ts";

export type ConnectReason =
  | "assume_denied"
  | "external_id_mismatch"
  | "external_id_not_required"
  | "connection_wrong_account"
  | "connection_role_recreated"
  | "sts_region_disabled"
  | "connection_missing_permission"
  | "platform_credentials"
  | "aws_throttled"
  | "aws_unavailable";

export const CONNECT_REASONS: Reasons<ConnectReason, AccountSubject> = {
  assume_denied: {
    title: "AWS does not let Rolecall into the account",
    actor: ({ aws }) => {
      if (isPlatforms(aws)) return "operator";
      return aws?.policyLayer === "rcp" ? "org_admin" : "you";
    },
    retry: "fix",
    detail: ({ connection, aws }) => {
      const reaching = `Rolecall reaches ${inWords(connection)} through the connection role ${roleOf(connection)}`;
      if (isPlatforms(aws)) {
        return `${reaching}, and Rolecall's own AWS identity is not allowed to use it: ${ownSide(aws)}. Nothing is wrong with your account; the operator of Rolecall has to act.`;
      }
      return aws?.policyLayer === "rcp"
        ? `${reaching}, and AWS did not let it. ${refusedBecause(aws, "Rolecall")}`
        : `${reaching}, and AWS refused. Either the role does not exist, or its trust policy, which says who may use it, does not name Rolecall together with this account's external ID. AWS gives the same answer for all of these, so check them one by one; the likeliest comes first.`;
    },
    fixes: (subject) => {
      const { connection, aws } = subject;
      const principalArn = connection.platformPrincipalArn ?? "the identity Rolecall runs as";
      if (isPlatforms(aws)) {
        return [
          textFix(
            "For the operator of Rolecall",
            `AWS says of ${principalArn}: ${ownSide(aws)}. It has to be allowed sts:AssumeRole on ${connection.connectionRoleArn}.`,
          ),
        ];
      }
      if (aws?.policyLayer !== "rcp") {
        return [
          textFix("What to look at, in this order", candidates(subject)),
          ...connectionRoleFixes(subject),
        ];
      }
      const { policyArn } = aws;
      const actions = ["sts:AssumeRole"];
      return [organizationFix({ account: connection, layer: "rcp", principalArn, actions, policyArn })];
    },
  },
  external_id_mismatch: {
    title: "The external ID does not match",
    actor: "you",
    retry: "fix",
    detail: ({ connection }) =>
      `The connection role ${roleOf(connection)} in ${inWords(connection)} still asks for the previous external ID: AWS accepts that one and refuses the current one. An earlier template may have been applied again. Put ${connection.externalId} into its trust policy.`,
    fixes: connectionTrustFixes,
  },
  external_id_not_required: {
    title: "The connection role does not ask for the external ID",
    actor: "you",
    retry: "fix",
    detail: ({ connection, facts }) =>
      `Rolecall could use the connection role ${roleOf(connection)} ${facts.attempt === "without" ? "without an external ID" : "with a wrong external ID"}. Another customer of Rolecall could reach ${inWords(connection)} that way, so no role is registered through it until its trust policy asks for the external ID.`,
    fixes: connectionTrustFixes,
  },
  connection_wrong_account: {
    title: "The connection leads to another account",
    actor: "you",
    retry: "fix",
    detail: ({ facts, connection }) =>
      `AWS says that the connection role ${roleOf(connection)} belongs to account ${facts.actualAccountId}, but account ${facts.expectedAccountId} was connected. Connect the account again with its own connection role.`,
    fixes: ({ facts }) => [
      textFix(
        "Connect the right account",
        `Remove this connection and connect account ${facts.expectedAccountId} with a connection role in that account, or connect account ${facts.actualAccountId} in its own right.`,
      ),
    ],
  },
  connection_role_recreated: {
    title: "The connection role was deleted and created again",
    actor: "you",
    retry: "fix",
    detail: ({ connection }) =>
      `The connection role ${roleOf(connection)} in ${inWords(connection)} was deleted and created again under the same name, so to AWS it is another role. Check that somebody did this on purpose and that its trust policy is the one below. Retry uses the new role.`,
    fixes: connectionTrustFixes,
  },
  sts_region_disabled: {
    title: "AWS sign-in is switched off in this Region",
    actor: "you",
    retry: "fix",
    detail: ({ facts, connection }) =>
      `STS, the AWS service that gives Rolecall temporary credentials, is not active in ${joined(facts.regions)} for ${inWords(connection)}. Activate one of these Regions for STS.`,
    fixes: ({ facts, connection }) => [
      textFix(
        "Activate STS",
        [
          `Signed in to account ${connection.accountId}, open IAM, Account settings, Security Token Service (STS).`,
          `Under Endpoints, activate ${joined(facts.regions)}. A Region that is itself switched off is enabled under Account, AWS Regions.`,
        ].join("\n"),
      ),
    ],
  },
  connection_missing_permission: {
    title: "The connection role lacks a permission",
    actor: ({ aws }) => actorOf(aws),
    retry: "fix",
    detail: ({ facts, connection, aws }) =>
      `The connection role ${roleOf(connection)} in ${inWords(connection)} may not call ${joined(facts.denied.map(({ action }) => action))}. ${refusedBecause(aws, roleOf(connection))}`,
    fixes: ({ facts, connection, requiredPolicies, aws }) =>
      denialFixes({
        connection,
        aws,
        permissions: missingPermissions(facts.denied, connection, requiredPolicies),
        topic: "more",
      }),
  },
  platform_credentials: {
    title: "Rolecall's own AWS credentials do not work",
    actor: "operator",
    retry: "ours",
    detail: ({ facts }) =>
      `AWS does not accept the credentials Rolecall itself runs with (${facts.code}). Nothing is wrong with your account or role; the operator of Rolecall has to act.`,
    fixes: ({ facts }) => [textFix("For the operator of Rolecall", operatorAdvice(facts.code))],
  },
  aws_throttled: {
    title: "AWS asked Rolecall to slow down",
    actor: "nobody",
    retry: "wait",
    detail: ({ facts }) =>
      `AWS answered ${callName(facts)} with "too many requests" for ${seconds(facts.waitedMs)}. Nothing is wrong on your side. Try again in a few minutes.`,
    fixes: () => [],
  },
  aws_unavailable: {
    title: "AWS did not answer",
    actor: "nobody",
    retry: "wait",
    detail: ({ facts }) =>
      `AWS gave no usable answer to ${callName(facts)} for ${seconds(facts.waitedMs)}. Nothing is wrong on your side. Try again in a few minutes.`,
    fixes: () => [],
  },
};

/** The layers that limit Rolecall's own identity; in all other calls they limit the connection role. */
const OWN_SIDE = {
  identity: [
    "no policy of its identity allows sts:AssumeRole",
    "a policy of its identity forbids sts:AssumeRole",
  ],
  boundary: [
    "the permissions boundary of its identity does not allow sts:AssumeRole",
    "the permissions boundary of its identity forbids sts:AssumeRole",
  ],
  session: [
    "the policy of the session it runs in does not allow sts:AssumeRole",
    "the policy of the session it runs in forbids sts:AssumeRole",
  ],
  scp: [
    "a service control policy of its own organization does not allow sts:AssumeRole",
    "a service control policy of its own organization does not allow sts:AssumeRole",
  ],
  vpce: [
    "the policy of the VPC endpoint it uses does not allow sts:AssumeRole",
    "the policy of the VPC endpoint it uses forbids sts:AssumeRole",
  ],
} as const;

type OwnSide = AwsRefusal & { policyLayer: keyof typeof OWN_SIDE };

function isPlatforms(aws: AwsRefusal | undefined): aws is OwnSide {
  return aws?.policyLayer !== undefined && Object.hasOwn(OWN_SIDE, aws.policyLayer);
}

function ownSide({ policyLayer, explicit, policyArn }: OwnSide): string {
  const [implied, said] = OWN_SIDE[policyLayer];
  return `${explicit ? said : implied}${policyArn ? ` (${policyArn})` : ""}`;
}

function roleOf({ connectionRoleArn }: AccountSubject["connection"]): string {
  return nameInArn(connectionRoleArn);
}

function candidates({ connection }: AccountSubject): string {
  const principal = connection.platformPrincipalArn ?? "the identity Rolecall runs as";
  return [
    `1. Is there a role ${connection.connectionRoleArn}? Path and letter case count.`,
    `2. Does its trust policy name ${principal} as principal? If it shows an ID such as AROA… in its place, save it again with the ARN.`,
    `3. Is the external ID in it exactly ${connection.externalId}? If it is another that begins with rc-, another workspace of Rolecall may use this role: leave it as it is, and choose another name for the connection role of this account in Rolecall.`,
    "4. Was the role or its trust policy changed within the last two minutes? AWS takes that long to apply it everywhere. Retry then.",
    `5. Does your AWS organization keep other organizations out (a resource control policy)? It has to except ${principal}.`,
    "6. None of these? Then Rolecall itself may lack the permission sts:AssumeRole: tell its operator.",
  ].join("\n");
}

/** Returns `iam:GetRole`, whether or not the fact includes the service. */
function callName({ service, action }: { service: string; action: string }): string {
  return action.includes(":") ? action : `${service}:${action}`;
}

const ADVICE: Record<string, string> = {
  InvalidClientTokenId: "The access key does not exist, was deleted, or belongs to another partition of AWS.",
  SignatureDoesNotMatch:
    "The secret does not belong to the access key, or the clock of the machine is wrong.",
  ExpiredToken: "The session's credentials have expired and were not renewed.",
  ExpiredTokenException: "The session's credentials have expired and were not renewed.",
};

function operatorAdvice(code: string): string {
  const known = ADVICE[code] ?? "Rolecall found no credentials that AWS accepts.";
  return `${known} Give the web server and the worker credentials that work (environment, profile or the machine's own role) and check them there with: aws sts get-caller-identity`;
}
