/** Changes of a policy's statements as they are written, leaving what is not concerned as its owner wrote it. Browser-safe. */
import { holdsForEc2 } from "./conditions.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  type PolicyJson,
  type PrincipalKind,
  strings,
} from "./parse.ts";

export type RawStatement = JsonObject;

export function rawStatements(json: PolicyJson): RawStatement[] {
  return (Array.isArray(json.Statement) ? json.Statement : [json.Statement]).filter(isObject);
}

/**
 * The document with other statements, `Version` in front: IAM has refused it elsewhere. A single statement that stood
 * without brackets goes on doing so. One without a version is of the older language, in which `${` is plain text.
 */
export function withStatements(json: PolicyJson, statements: RawStatement[]): PolicyJson {
  const single = !Array.isArray(json.Statement) && statements.length === 1;
  const { Version, Statement: _, ...rest } = json;
  const older = JSON.stringify(json).includes("${") ? "2008-10-17" : "2012-10-17";
  return { Version: Version ?? older, ...rest, Statement: single ? (statements[0] as Json) : statements };
}

/** The statement without some principals of a kind; without a member `Principal` when nobody is left. */
export function withoutPrincipals(
  json: RawStatement,
  kind: PrincipalKind,
  isOut: (name: string) => boolean,
): RawStatement {
  const { Principal, ...others } = json;
  const { [kind]: named, ...otherKinds } = isObject(Principal) ? Principal : {};
  const rest = strings(named).filter((name) => !isOut(name));
  if (rest.length === strings(named).length) return json;
  const left = { ...(isObject(Principal) ? Principal : {}), [kind]: oneOrMany(rest) };
  if (rest.length > 0) return { ...json, Principal: left };
  return Object.keys(otherKinds).length > 0 ? { ...json, Principal: otherKinds } : others;
}

export function isPrincipalLess(json: RawStatement): boolean {
  return json.Principal === undefined;
}

/** `aws:PrincipalServiceName` is absent for callers that are no service, so the Deny goes on holding for them. */
export function exceptForEc2(json: RawStatement): RawStatement {
  const condition = isObject(json.Condition) ? json.Condition : {};
  const operator = isObject(condition.StringNotEquals) ? condition.StringNotEquals : {};
  const key = Object.keys(operator).find(isServiceName) ?? "aws:PrincipalServiceName";
  const spared = oneOrMany([...new Set([...strings(operator[key]), "ec2.amazonaws.com"])]);
  return { ...json, Condition: { ...condition, StringNotEquals: { ...operator, [key]: spared } } };
}

const isServiceName = (key: string) => key.toLowerCase() === "aws:principalservicename";

/** The statement without the conditions that EC2 cannot meet, and their keys. */
export function withoutFailingConditions(json: RawStatement): { json: RawStatement; keys: string[] } {
  const { Condition, ...others } = json;
  const dropped: string[] = [];
  const operators = Object.entries(isObject(Condition) ? Condition : {}).flatMap(([operator, keys]) => {
    const left = Object.entries(isObject(keys) ? keys : {}).filter(([key, values]) => {
      const fails = holdsForEc2({ operator, key, values: strings(values) }) === "no";
      if (fails) dropped.push(key);
      return !fails;
    });
    return left.length > 0 ? [[operator, Object.fromEntries(left)] as const] : [];
  });
  const keys = [...new Set(dropped)];
  if (operators.length === 0) return { json: others, keys };
  return { json: { ...others, Condition: Object.fromEntries(operators) }, keys };
}

/** Whether the statement allows this action and no other, to such services and nobody else. */
export function isAllowOfJust(
  json: RawStatement,
  action: string,
  isService: (name: string) => boolean,
): boolean {
  const principal = isObject(json.Principal) ? json.Principal : {};
  const isAlone = Object.keys(principal).length === 1 && principal.Service !== undefined;
  return (
    json.Effect === "Allow" && isJust(json, action) && isAlone && strings(principal.Service).every(isService)
  );
}

/** Adds the service to the first Allow without conditions, of this action alone, for services: that grants nothing more. */
export function addServiceToPlainAllow(
  statements: RawStatement[],
  service: string,
  action: string,
): RawStatement[] | null {
  const host = statements.findIndex(
    (json) =>
      json.Effect === "Allow" &&
      isJust(json, action) &&
      !isConditioned(json) &&
      isObject(json.Principal) &&
      json.Principal.Service !== undefined,
  );
  const statement = statements[host];
  if (!statement || !isObject(statement.Principal)) return null;
  const services = [...new Set([...strings(statement.Principal.Service), service])];
  return statements.with(host, {
    ...statement,
    Principal: { ...statement.Principal, Service: oneOrMany(services) },
  });
}

function isJust(json: RawStatement, action: string): boolean {
  const actions = strings(json.Action);
  return actions.length === 1 && actions[0]?.toLowerCase() === action.toLowerCase();
}

function isConditioned({ Condition }: RawStatement): boolean {
  return isObject(Condition) && Object.keys(Condition).length > 0;
}

export function oneOrMany(values: string[]): Json {
  return values.length === 1 ? (values[0] as string) : values;
}
