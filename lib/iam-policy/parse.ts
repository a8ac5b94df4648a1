/** Reads IAM policy documents as AWS stores them, tolerant in shape (docs/aws-facts.md, Policy documents). Browser-safe. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A policy document as it is written: the JSON, unchanged. */
export type PolicyJson = JsonObject & { Statement: Json };

export type PrincipalKind = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** One operator with one key, for example `StringEquals`, `sts:ExternalId`, `["x"]`. */
export type Condition = { operator: string; key: string; values: string[] };

/** A statement in one shape: lists where the document may have strings. */
export type Statement = {
  sid?: string;
  effect: "Allow" | "Deny";
  /** `except`: written as NotAction. */
  actions: { except: boolean; patterns: string[] };
  resources: { except: boolean; patterns: string[] };
  /** Null where the statement names none, as in identity policies. `"*"` is read as `AWS: ["*"]`. */
  principals: { except: boolean; byKind: Partial<Record<PrincipalKind, string[]>> } | null;
  conditions: Condition[];
};

export type PolicyDocument = { json: PolicyJson; version: string; statements: Statement[] };

export type ParsedPolicy = { ok: true; document: PolicyDocument } | { ok: false; why: string };

/** Parses JSON text, percent-encoded (as the SDK hands it over), encoded like a form, led by a byte order mark, or plain. */
export function parsePolicy(text: string): ParsedPolicy {
  try {
    const isEncoded = !text.includes("{") && /%7B/i.test(text);
    const decoded = isEncoded ? decodeURIComponent(spacesForPluses(text)) : text;
    return readPolicy(JSON.parse(decoded.replace(/^\uFEFF/, "")) as Json);
  } catch {
    return { ok: false, why: "it is not JSON" };
  }
}

/** In a form a `+` is a space. An encoding that leaves colons as they are leaves a `+` as it is too. */
function spacesForPluses(encoded: string): string {
  return encoded.includes(":") ? encoded : encoded.replaceAll("+", " ");
}

/** Reads a document that is parsed already. */
export function readPolicy(json: Json): ParsedPolicy {
  if (!isObject(json)) return { ok: false, why: "it is not a JSON object" };
  const written = json.Statement;
  if (written === undefined || written === null) return { ok: false, why: "it has no Statement" };
  const statements: Statement[] = [];
  for (const [index, item] of (Array.isArray(written) ? written : [written]).entries()) {
    const statement = isObject(item) ? readStatement(item) : "is not an object";
    if (typeof statement === "string") return { ok: false, why: `statement ${index + 1} ${statement}` };
    statements.push(statement);
  }
  // A document without Version is of the older language.
  const version = typeof json.Version === "string" ? json.Version : "2008-10-17";
  return { ok: true, document: { json: json as PolicyJson, version, statements } };
}

/** The statement, or what is wrong with it. */
function readStatement(json: JsonObject): Statement | string {
  const { Effect: effect, Sid: sid } = json;
  if (effect !== "Allow" && effect !== "Deny") return "has neither the effect Allow nor Deny";
  const principals = readPrincipals(json);
  if (typeof principals === "string") return principals;
  const conditions = readConditions(json.Condition);
  if (typeof conditions === "string") return conditions;
  return {
    ...(typeof sid === "string" && { sid }),
    effect,
    actions: oneOf(json, "Action", "NotAction"),
    resources: oneOf(json, "Resource", "NotResource"),
    principals,
    conditions,
  };
}

function oneOf(json: JsonObject, name: string, notName: string): { except: boolean; patterns: string[] } {
  const except = json[name] === undefined && json[notName] !== undefined;
  return { except, patterns: strings(json[except ? notName : name]) };
}

function readPrincipals(json: JsonObject): Statement["principals"] | string {
  const except = json.Principal === undefined && json.NotPrincipal !== undefined;
  const written = except ? json.NotPrincipal : json.Principal;
  if (written === undefined) return null;
  if (written === "*") return { except, byKind: { AWS: ["*"] } };
  if (!isObject(written)) return "has a principal that cannot be read";
  const byKind: Partial<Record<PrincipalKind, string[]>> = {};
  for (const [kind, values] of Object.entries(written)) {
    if (!isPrincipalKind(kind)) return "has a principal of an unknown kind";
    byKind[kind] = strings(values);
  }
  return { except, byKind };
}

function isPrincipalKind(kind: string): kind is PrincipalKind {
  return kind === "AWS" || kind === "Service" || kind === "Federated" || kind === "CanonicalUser";
}

function readConditions(json: Json | undefined): Condition[] | string {
  if (json === undefined || json === null) return [];
  if (!isObject(json)) return "has a condition that cannot be read";
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(json)) {
    if (!isObject(keys)) return "has a condition that cannot be read";
    for (const [key, values] of Object.entries(keys))
      conditions.push({ operator, key, values: strings(values) });
  }
  return conditions;
}

/** A string or a list of them as a list; AWS also stores bare numbers and booleans in conditions. */
export function strings(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => item !== undefined && item !== null && typeof item !== "object").map(String);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
