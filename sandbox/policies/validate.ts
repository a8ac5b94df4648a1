import type { Partition } from "../state/arns.ts";
import { malformedPolicy } from "../wire/errors.ts";
import { compileCondition } from "./conditions.ts";
import { listOf, type RawPrincipal, type RawStatement } from "./document.ts";
import { isCidr } from "./ip.ts";
import { isObject, statementsOf, syntaxError } from "./syntax.ts";

/** Refuses, as IAM does, a document that is no valid permissions policy in the partition. */
export function validateIdentityPolicy(text: string, partition: Partition): void {
  for (const statement of statementsOf(text)) {
    if (hasPrincipal(statement)) throw malformedPolicy("Policy document should not specify a principal.");
    checkActions(statement);
    const resources = statement.Resource ?? statement.NotResource;
    if (resources === undefined || listOf(resources).length === 0) {
      throw malformedPolicy("Policy statement must contain resources.");
    }
    for (const resource of listOf(resources)) checkResource(resource, partition);
    checkConditions(statement);
  }
}

/**
 * Refuses an invalid trust policy; whether its principals exist is checked elsewhere.
 * @returns the principals it names
 */
export function validateTrustPolicy(text: string): RawPrincipal[] {
  return statementsOf(text).map((statement) => {
    if ("NotPrincipal" in statement)
      throw malformedPolicy("AssumeRolepolicy contained an invalid principal: NotPrincipal");
    if (isNobody(statement.Principal)) throw malformedPolicy("Missing required field Principal");
    if ("Resource" in statement || "NotResource" in statement) {
      throw malformedPolicy("Has prohibited field Resource");
    }
    checkActions(statement);
    const actions = listOf(statement.Action ?? statement.NotAction);
    if (!actions.every((action) => action === "*" || /^sts:/i.test(action))) {
      throw malformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
    }
    checkConditions(statement);
    return statement.Principal as RawPrincipal;
  });
}

function checkActions(statement: RawStatement): void {
  const actions = listOf(statement.Action ?? statement.NotAction);
  if (actions.length === 0) throw malformedPolicy("Policy statement must contain actions.");
  if (actions.every((action) => action === "*" || /^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action))) return;
  throw malformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
}

function checkResource(resource: string, partition: Partition): void {
  if (resource === "*") return;
  if (!/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/s.test(resource) && !/^arn:.*\*$/s.test(resource)) {
    throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  }
  const [, named = ""] = resource.split(":");
  if (named === partition || /[*?$]/.test(named)) return;
  throw malformedPolicy(`Partition "${named}" is not valid for resource "${resource}".`);
}

function checkConditions(statement: RawStatement): void {
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    if (!isObject(keys)) throw syntaxError();
    for (const [key, values] of Object.entries(keys)) {
      if (!listOf(values).every(isScalar)) throw syntaxError();
      const texts = listOf(values).map(String);
      if (!compileCondition(operator, key, texts)) {
        throw malformedPolicy(`Invalid Condition type : ${operator}.`);
      }
      if (/ipaddress/i.test(operator) && !texts.every(isCidr)) throw syntaxError();
    }
  }
}

const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

const isNobody = (principal: RawStatement["Principal"]) =>
  principal === undefined ||
  (isObject(principal) && Object.values(principal).flatMap((names) => listOf(names)).length === 0);

const hasPrincipal = (statement: RawStatement) => "Principal" in statement || "NotPrincipal" in statement;

/** A policy's size for quotas, which do not count white space [quotas page]. */
export const policySize = (text: string) => text.replace(/\s/g, "").length;
