import { malformedPolicy } from "../wire/errors.ts";
import { listOf, type RawDocument, type RawStatement } from "./document.ts";

/** Returns the statements of a document with the shape of a policy, not validated further. */
export function statementsOf(text: string): RawStatement[] {
  // AWS passes a text that does not begin with JSON to an older parser, which accepts no JSON at all.
  if (/^\s/.test(text)) throw malformedPolicy("The policy failed legacy parsing");
  const document = parse(text);
  if (!isObject(document)) throw syntaxError();
  const { Version, Statement, ...others } = document as RawDocument & { Id?: string };
  if (Object.keys(others).some((field) => field !== "Id")) throw syntaxError();
  if (Version !== undefined && Version !== "2012-10-17" && Version !== "2008-10-17") throw syntaxError();
  const statements = listOf(Statement);
  if (statements.length === 0 || !statements.every(isStatement)) throw syntaxError();
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  if (!sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid))) {
    throw malformedPolicy(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  }
  if (new Set(sids).size < sids.length) {
    throw malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
  }
  return statements;
}

const FIELDS = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

function isStatement(statement: RawStatement): boolean {
  if (!isObject(statement) || !Object.keys(statement).every((field) => FIELDS.has(field))) return false;
  const { Effect, Sid, Action, NotAction, Resource, NotResource, Condition } = statement;
  return (
    (Effect === "Allow" || Effect === "Deny") &&
    (Sid === undefined || typeof Sid === "string") &&
    [Action, NotAction, Resource, NotResource].every(isTextOrList) &&
    !(Action !== undefined && NotAction !== undefined) &&
    !(Resource !== undefined && NotResource !== undefined) &&
    (Condition === undefined || isObject(Condition))
  );
}

export const isObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTextOrList = (value: unknown) =>
  value === undefined ||
  typeof value === "string" ||
  (Array.isArray(value) && value.every((item) => typeof item === "string"));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw syntaxError();
  }
}

export const syntaxError = () => malformedPolicy("Syntax errors in policy.");
