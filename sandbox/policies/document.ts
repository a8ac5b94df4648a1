import { type Condition, compileCondition } from "./conditions.ts";
import type { Context } from "./context.ts";
import { actionGlob, arnGlob, literally, type Matcher } from "./glob.ts";
import { hasVariables, substitute } from "./variables.ts";

/** A validated policy document as JSON. */
export type RawStatement = {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: RawPrincipal;
  Condition?: Record<string, Record<string, RawValue>>;
};
export type RawPrincipal = "*" | Record<string, string | string[]>;
type RawValue = string | number | boolean | (string | number | boolean)[];
export type RawDocument = { Version?: string; Statement: RawStatement | RawStatement[] };

export type Statement = {
  effect: "Allow" | "Deny";
  matchesAction: Matcher;
  matchesResource: (resource: string, context: Context) => boolean;
  conditions: Condition[];
  principal: RawPrincipal | undefined;
};

export type PolicyDocument = { statements: Statement[] };

const compiled = new Map<string, PolicyDocument>();
const MOST_KEPT = 5_000;

/** Compiles a document, once for each text. The text must be validated. */
export function policyDocument(text: string): PolicyDocument {
  const known = compiled.get(text);
  if (known) return known;
  if (compiled.size >= MOST_KEPT) compiled.clear();
  const raw = JSON.parse(text) as RawDocument;
  const document = {
    statements: listOf(raw.Statement).map((statement) => compileStatement(statement, raw.Version)),
  };
  compiled.set(text, document);
  return document;
}

export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Policy variables exist since version 2012-10-17; in older documents they are plain text. */
function compileStatement(raw: RawStatement, version: string | undefined): Statement {
  const variables = version === "2012-10-17";
  return {
    effect: raw.Effect,
    matchesAction: actions(raw),
    matchesResource: resources(raw, variables),
    conditions: conditionsOf(raw, variables),
    principal: raw.Principal,
  };
}

function actions(raw: RawStatement): Matcher {
  const listed = listOf(raw.Action ?? raw.NotAction).map(actionGlob);
  const isListed: Matcher = (action) => listed.some((matches) => matches(action));
  return raw.Action === undefined ? (action) => !isListed(action) : isListed;
}

/** A trust policy has no Resource: it applies to its role. */
function resources(raw: RawStatement, variables: boolean): Statement["matchesResource"] {
  const patterns = raw.Resource ?? raw.NotResource;
  if (patterns === undefined) return () => true;
  const listed = listOf(patterns).map((pattern) => resourceMatcher(pattern, variables));
  const isListed = (resource: string, context: Context) =>
    listed.some((matches) => matches(resource, context));
  return raw.Resource === undefined ? (resource, context) => !isListed(resource, context) : isListed;
}

function resourceMatcher(pattern: string, variables: boolean): Statement["matchesResource"] {
  if (!variables || !hasVariables(pattern)) return arnGlob(pattern);
  return (resource, context) => {
    const filled = substitute(pattern, context, literally);
    return filled !== undefined && arnGlob(filled)(resource);
  };
}

function conditionsOf(raw: RawStatement, variables: boolean): Condition[] {
  const conditions = Object.entries(raw.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      compileCondition(operator, key, listOf(values).map(String), variables),
    ),
  );
  return conditions.filter((condition) => condition !== undefined);
}
