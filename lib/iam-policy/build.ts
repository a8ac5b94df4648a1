/** Changes trust policies by as little as will do, leaving everything else as its owner wrote it. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import { holdForEc2 } from "./conditions.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  type PolicyDocument,
  type PolicyJson,
  type PrincipalKind,
  readPolicy,
  type Statement,
  strings,
} from "./parse.ts";
import { ASSUME_ROLE, concernsEc2, EC2_SERVICE, isEc2, mayEc2Assume, namesEc2 } from "./trust.ts";
import { isDeletedPrincipal } from "./trusted-parties.ts";

/** The smallest trust policy of an instance role. */
export const EC2_TRUST_POLICY: PolicyJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: EC2_SERVICE }, Action: ASSUME_ROLE }],
};

/**
 * The trust policy with EC2 let in: Denies that cover EC2 are narrowed to spare it, and EC2 joins a list of services
 * or gets a statement of its own. What AWS would refuse to store again goes: NotPrincipal, and the ids it shows in
 * place of principals that were deleted. All else stays.
 */
export function withEc2Allowed(document: PolicyDocument, partition: Partition): PolicyJson {
  const pairs = rawStatements(document.json).map((json, index) => ({
    json,
    read: document.statements[index],
  }));
  const kept = pairs.flatMap(({ json, read }) => {
    const storable = read?.principals?.except ? null : withoutDeleted(json);
    if (!read || !storable) return [];
    return covers(read, partition) ? sparingEc2(storable, read, partition) : [storable];
  });
  const narrowed = withStatements(document.json, kept);
  return isAllowed(narrowed, partition)
    ? narrowed
    : withStatements(document.json, addingEc2(kept, partition));
}

/** A Deny that keeps EC2 out, or may do so. */
function covers(statement: Statement, partition: Partition): boolean {
  const isDeny = statement.effect === "Deny" && concernsEc2(statement, partition);
  return isDeny && holdForEc2(statement.conditions) !== "no";
}

function sparingEc2(json: JsonObject, read: Statement, partition: Partition): JsonObject[] {
  const withoutService = namesEc2(read, partition) ? withoutEc2Service(json, partition) : json;
  if (!withoutService) return [];
  const everyone = read.principals?.byKind.AWS?.includes("*") ?? false;
  return [everyone ? exceptForEc2(withoutService) : withoutService];
}

function withoutEc2Service(json: JsonObject, partition: Partition): JsonObject | null {
  return withoutPrincipals(json, "Service", (service) => isEc2(service, partition));
}

function withoutDeleted(json: JsonObject): JsonObject | null {
  return withoutPrincipals(json, "AWS", isDeletedPrincipal);
}

/** Takes some principals of a kind out of the statement; null when nobody is left in it. */
function withoutPrincipals(
  json: JsonObject,
  kind: PrincipalKind,
  isOut: (name: string) => boolean,
): JsonObject | null {
  const principal = isObject(json.Principal) ? json.Principal : {};
  const { [kind]: named, ...others } = principal;
  const rest = strings(named).filter((name) => !isOut(name));
  if (rest.length === strings(named).length) return json;
  if (rest.length > 0) return { ...json, Principal: { ...principal, [kind]: oneOrMany(rest) } };
  return Object.keys(others).length > 0 ? { ...json, Principal: others } : null;
}

/** `aws:PrincipalServiceName` is absent for callers that are no service, so the Deny goes on holding for them. */
function exceptForEc2(json: JsonObject): JsonObject {
  const condition = isObject(json.Condition) ? json.Condition : {};
  const operator = isObject(condition.StringNotEquals) ? condition.StringNotEquals : {};
  const key = Object.keys(operator).find(isServiceName) ?? "aws:PrincipalServiceName";
  const spared = oneOrMany([...new Set([...strings(operator[key]), EC2_SERVICE])]);
  return { ...json, Condition: { ...condition, StringNotEquals: { ...operator, [key]: spared } } };
}

const isServiceName = (key: string) => key.toLowerCase() === "aws:principalservicename";

function isAllowed(json: PolicyJson, partition: Partition): boolean {
  const parsed = readPolicy(json);
  return parsed.ok && mayEc2Assume(parsed.document, partition).verdict === "allowed";
}

/** EC2 joins the first statement that simply lets services assume the role; failing that it gets its own. */
function addingEc2(statements: JsonObject[], partition: Partition): JsonObject[] {
  const conditioned = statements.findIndex((statement) => isOnlyForEc2(statement, partition));
  if (conditioned >= 0) {
    const { Condition: _, ...free } = statements[conditioned] as JsonObject;
    return statements.with(conditioned, free);
  }
  const host = statements.findIndex(letsServicesAssume);
  const statement = statements[host];
  if (!statement || !isObject(statement.Principal)) {
    return [...statements, { Effect: "Allow", Principal: { Service: EC2_SERVICE }, Action: ASSUME_ROLE }];
  }
  const services = [...strings(statement.Principal.Service), EC2_SERVICE];
  return statements.with(host, { ...statement, Principal: { ...statement.Principal, Service: services } });
}

/** A conditioned Allow that names EC2 alone: its conditions serve nobody else, so they are what is wrong. */
function isOnlyForEc2(json: JsonObject, partition: Partition): boolean {
  const principal = isObject(json.Principal) ? json.Principal : {};
  const services = strings(principal.Service);
  const alone = Object.keys(principal).length === 1 && services.length > 0;
  return isPlainAssume(json) && alone && services.every((service) => isEc2(service, partition));
}

/** An Allow without conditions, of sts:AssumeRole and nothing else, for services: joining it grants nothing more. */
function letsServicesAssume(json: JsonObject): boolean {
  const isFree = json.Condition === undefined || (isObject(json.Condition) && isEmpty(json.Condition));
  return isPlainAssume(json) && isFree && isObject(json.Principal) && json.Principal.Service !== undefined;
}

function isPlainAssume(json: JsonObject): boolean {
  const actions = strings(json.Action);
  return (
    json.Effect === "Allow" && actions.length === 1 && actions[0]?.toLowerCase() === ASSUME_ROLE.toLowerCase()
  );
}

function rawStatements(json: PolicyJson): JsonObject[] {
  return (Array.isArray(json.Statement) ? json.Statement : [json.Statement]).filter(isObject);
}

/** A single statement that stood without brackets goes on doing so. */
function withStatements(json: PolicyJson, statements: JsonObject[]): PolicyJson {
  const single = !Array.isArray(json.Statement) && statements.length === 1;
  return { ...json, Statement: single ? (statements[0] as Json) : statements };
}

function oneOrMany(values: string[]): Json {
  return values.length === 1 ? (values[0] as string) : values;
}

function isEmpty(json: JsonObject): boolean {
  return Object.keys(json).length === 0;
}
