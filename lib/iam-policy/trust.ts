/** May EC2 assume a role, by its trust policy? By the rules of docs/aws-facts.md, Trust policies. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import { holdForEc2 } from "./conditions.ts";
import { coversAction } from "./match.ts";
import type { PolicyDocument, Statement } from "./parse.ts";
import { deletedPrincipals, trustedParties } from "./trusted-parties.ts";

export const EC2_SERVICE = "ec2.amazonaws.com";
export const ASSUME_ROLE = "sts:AssumeRole";

/** What is worth saying of a trust policy that lets EC2 in. */
export type TrustWarnings = {
  /** Anybody in AWS may assume the role. */
  openToEveryone: boolean;
  /** Ids AWS shows in place of principals that were deleted. */
  deletedPrincipals: string[];
};

/** `statements` are indexes into the document's statements, from 0; `trusts` is for people. */
export type TrustVerdict =
  | { verdict: "allowed"; warnings: TrustWarnings }
  | { verdict: "no_ec2"; trusts: string[]; warnings: TrustWarnings }
  | { verdict: "denied"; statements: number[] }
  | {
      verdict: "conditional";
      /** EC2 is all but certain not to meet the conditions: the role will not work. */
      nearCertain: boolean;
      statements: number[];
      conditionKeys: string[];
      warnings: TrustWarnings;
    }
  | { verdict: "unreadable"; why: string };

/** Whether EC2 may assume the role of this trust policy; `partition` is the role's. */
export function mayEc2Assume(document: PolicyDocument, partition: Partition): TrustVerdict {
  const all = document.statements.map((statement, index) => ({ statement, index }));
  if (all.some(({ statement }) => statement.principals?.except)) {
    return { verdict: "unreadable", why: "it uses NotPrincipal, which a role's trust policy may not" };
  }
  const matching = all.filter(({ statement }) => concernsEc2(statement, partition));
  const denies = matching.filter(({ statement }) => statement.effect === "Deny");
  const denied = denies.filter(({ statement }) => holdForEc2(statement.conditions) === "yes");
  if (denied.length > 0) return { verdict: "denied", statements: denied.map(({ index }) => index) };

  const warnings = warningsOf(document, partition);
  const allows = matching.filter(({ statement }) => statement.effect === "Allow");
  if (allows.length === 0) return { verdict: "no_ec2", trusts: trustedParties(document), warnings };

  const free = allows.filter(({ statement }) => statement.conditions.length === 0);
  const doubtful = denies.filter(({ statement }) => holdForEc2(statement.conditions) === "unknown");
  if (free.length > 0 && doubtful.length === 0) return { verdict: "allowed", warnings };
  const conditional = free.length > 0 ? doubtful : [...allows, ...doubtful];
  return {
    verdict: "conditional",
    nearCertain:
      free.length === 0 && allows.every(({ statement }) => holdForEc2(statement.conditions) === "no"),
    statements: conditional.map(({ index }) => index),
    conditionKeys: [
      ...new Set(conditional.flatMap(({ statement }) => statement.conditions.map(({ key }) => key))),
    ],
    warnings,
  };
}

/** Does the statement speak of EC2 calling sts:AssumeRole? `*` includes EC2, for a Deny as for an Allow. */
export function concernsEc2(statement: Statement, partition: Partition): boolean {
  return coversAction(statement, ASSUME_ROLE) && (namesEc2(statement, partition) || isOpen(statement));
}

/** Service principals are exact and case sensitive; China's older form is accepted there. */
export function namesEc2({ principals }: Statement, partition: Partition): boolean {
  const services = principals?.byKind.Service ?? [];
  return services.some((name) => isEc2(name, partition));
}

export function isEc2(service: string, partition: Partition): boolean {
  return service === EC2_SERVICE || (partition === "aws-cn" && service === `${EC2_SERVICE}.cn`);
}

function isOpen({ principals }: Statement): boolean {
  return principals?.byKind.AWS?.includes("*") ?? false;
}

function warningsOf({ statements }: PolicyDocument, partition: Partition): TrustWarnings {
  const allows = statements.filter(({ effect }) => effect === "Allow");
  const open = allows.some(
    (statement) =>
      isOpen(statement) && concernsEc2(statement, partition) && statement.conditions.length === 0,
  );
  return { openToEveryone: open, deletedPrincipals: deletedPrincipals(statements) };
}
