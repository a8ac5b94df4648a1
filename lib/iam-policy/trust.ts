/** May EC2 assume a role, by its trust policy? By the rules of docs/aws-facts.md, Trust policies. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import { type Holds, holdForEc2, holdsForEc2 } from "./conditions.ts";
import { coversAction } from "./match.ts";
import { isOpenToAnyCaller } from "./open-to-callers.ts";
import type { PolicyDocument, Statement } from "./parse.ts";
import { deletedPrincipals, trustedParties } from "./trusted-parties.ts";

export const EC2_SERVICE = "ec2.amazonaws.com";
export const ASSUME_ROLE = "sts:AssumeRole";

/** Names that EC2 had in a partition before ec2.amazonaws.com was accepted there; they still count. */
const FORMER_EC2_SERVICE: Partial<Record<Partition, string>> = {
  "aws-cn": "ec2.amazonaws.com.cn",
  "aws-iso": "ec2.c2s.ic.gov",
  "aws-iso-b": "ec2.sc2s.sgov.gov",
};

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
      /** Of the conditions that EC2 does not meet, or that nobody knows whether it meets. */
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
  const matching = all
    .filter(({ statement }) => concernsEc2(statement, partition))
    .map((one) => ({ ...one, holds: holdForEc2(one.statement.conditions) }));
  const denies = matching.filter(({ statement }) => statement.effect === "Deny");
  const denied = denies.filter(({ holds }) => holds === "yes");
  if (denied.length > 0) return { verdict: "denied", statements: denied.map(({ index }) => index) };

  const warnings = warningsOf(document, partition);
  const allows = matching.filter(({ statement }) => statement.effect === "Allow");
  if (allows.length === 0) return { verdict: "no_ec2", trusts: trustedParties(document), warnings };

  const isAllowed = allows.some(({ holds }) => holds === "yes");
  const doubtful = denies.filter(({ holds }) => holds === "unknown");
  if (isAllowed && doubtful.length === 0) return { verdict: "allowed", warnings };
  const nearCertain = allows.every(({ holds }) => holds === "no");
  const conditional = isAllowed ? doubtful : [...allows, ...(nearCertain ? [] : doubtful)];
  return {
    verdict: "conditional",
    nearCertain,
    statements: conditional.map(({ index }) => index),
    conditionKeys: keysThat(nearCertain ? ["no"] : ["no", "unknown"], conditional),
    warnings,
  };
}

function keysThat(holds: Holds[], which: { statement: Statement }[]): string[] {
  const conditions = which.flatMap(({ statement }) => statement.conditions);
  const keys = conditions.filter((one) => holds.includes(holdsForEc2(one))).map(({ key }) => key);
  return [...new Set(keys)];
}

/** Does the statement speak of EC2 calling sts:AssumeRole? `*` includes EC2, for a Deny as for an Allow. */
export function concernsEc2(statement: Statement, partition: Partition): boolean {
  return coversAction(statement, ASSUME_ROLE) && (namesEc2(statement, partition) || namesEveryone(statement));
}

/** Service principals are exact and case sensitive. */
export function namesEc2({ principals }: Statement, partition: Partition): boolean {
  const services = principals?.byKind.Service ?? [];
  return services.some((name) => isEc2(name, partition));
}

export function isEc2(service: string, partition: Partition): boolean {
  return service === EC2_SERVICE || service === FORMER_EC2_SERVICE[partition];
}

function namesEveryone({ principals }: Statement): boolean {
  return principals?.byKind.AWS?.includes("*") ?? false;
}

function warningsOf({ statements }: PolicyDocument, partition: Partition): TrustWarnings {
  const open = statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      namesEveryone(statement) &&
      concernsEc2(statement, partition) &&
      isOpenToAnyCaller(statement.conditions),
  );
  return { openToEveryone: open, deletedPrincipals: deletedPrincipals(statements) };
}
