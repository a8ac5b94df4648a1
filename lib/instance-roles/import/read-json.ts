/**
 * Reads the rows of a JSON document: `{ rows: […] }`, a list, or the output of the AWS CLI, AWS Config, Terraform and
 * SQL tools. Browser-safe.
 */
import { invalidField, Refusal } from "#lib/errors.ts";
import { holdsCredential } from "#lib/role-arn/credentials.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { readRoleArn } from "#lib/role-arn/role-arn-grammar.ts";
import { shownText } from "#lib/written-text.ts";
import { hasRows } from "./has-rows.ts";
import type { ParsedRow, ParsedUpload } from "./parsed-upload.ts";
import { isRoleArnLike } from "./table-columns.ts";

type Json = Record<string, unknown>;

/**
 * Reads JSON text.
 * @throws Refusal `malformed_json`; `invalid` where it has no rows; `payload_too_large` for too many rows
 */
export function readJson(text: string): ParsedUpload {
  return readDocument(parsed(text));
}

/** Reads one document, or several in sequence as `jq` and paginated CLI output write them. */
export function readDocument(documents: unknown[]): ParsedUpload {
  const [only] = documents;
  const top = documents.length === 1 ? only : documents;
  const { preview = false } = isObject(top) ? top : {};
  if (typeof preview !== "boolean") throw invalidField("preview", "invalid_type", "preview is true or false");
  const given = listOf(top) ?? findRows(top, new Set());
  hasRows(given.length);
  const ignoredColumns = ignoredKeys(given.filter(isObject));
  const rows = given.map(parsedRow);
  return { source: "json", rows, ignoredColumns, columns: [], notes: notesOn(documents), preview };
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const documents = text.trim().split(/\n(?=[{[])/);
    if (documents.length < 2) throw malformed();
    try {
      return documents.map((each) => JSON.parse(each));
    } catch {
      throw malformed();
    }
  }
}

const malformed = () => new Refusal("malformed_json", "The body cannot be read as JSON.");

/** Returns the list that is meant as the rows, valid or not; null where roles have to be searched for. */
function listOf(top: unknown): unknown[] | null {
  if (isObject(top) && top.rows !== undefined) {
    if (Array.isArray(top.rows)) return top.rows;
    throw invalidField("rows", "invalid_type", "Give the rows as a list");
  }
  const list = isObject(top) ? top.Roles : top;
  const isRow = (each: unknown) =>
    isObject(each) ? FIELDS.some(([, keys]) => keys.some((key) => Object.hasOwn(each, key))) : isArn(each);
  return Array.isArray(list) && list.some(isRow) ? list : null;
}

// Keys whose values hold ARNs of other roles.
const OTHERS = /polic|principal|boundary|tag|trust/i;
const MOST_DEEP = 20;

/** Finds roles anywhere in the document: objects with an ARN, bare ARNs, documents in strings; each role once. */
function findRows(value: unknown, seen: Set<string>, depth = 0): unknown[] {
  if (depth > MOST_DEEP) return [];
  if (Array.isArray(value)) return value.flatMap((each) => findRows(each, seen, depth + 1));
  if (typeof value === "string") {
    if (/^\s*[[{]/.test(value)) return findRows(documentIn(value), seen, depth + 1);
    return isRoleArnLike(value) && isNew(value, seen) ? [value] : [];
  }
  if (!isObject(value)) return [];
  const arn = arnOf(value);
  if (arn !== undefined && readRoleArn(arn)) return isNew(arn, seen) ? [value] : [];
  return Object.entries(value).flatMap(([key, each]) =>
    OTHERS.test(key) ? [] : findRows(each, seen, depth + 1),
  );
}

function isNew(arn: string, seen: Set<string>): boolean {
  const isFirst = !seen.has(arn);
  seen.add(arn);
  return isFirst;
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // text that begins with a bracket
  }
}

const ROLE_ARN_KEYS = ["roleArn", "role_arn", "RoleArn", "roleARN", "iamRoleArn", "Arn", "arn", "ARN"];
const NAME_KEYS = ["name", "Name", "roleName", "RoleName", "role_name", "resourceName"];
const DESCRIPTION_KEYS = ["description", "Description"];
const FIELDS = [
  ["roleArn", ROLE_ARN_KEYS],
  ["name", NAME_KEYS],
  ["description", DESCRIPTION_KEYS],
] as const;

function parsedRow(value: unknown, index: number): ParsedRow {
  const row = index + 1;
  if (isArn(value)) return { row, body: { roleArn: value }, unnamed: true };
  if (!isObject(value)) {
    const { errors } = invalidField("", "not_an_object", NOT_AN_OBJECT);
    return { row, body: null, problem: errors?.[0] as NonNullable<ParsedRow["problem"]> };
  }
  const read = FIELDS.flatMap(([field, keys]) => {
    const key = keys.find((each) => Object.hasOwn(value, each) && isGiven(value[each]));
    return key ? [[field, value[key]] as const] : [];
  });
  const body: Json = Object.fromEntries(read);
  if (isNamed(value, body)) return { row, body };
  const { name: _, ...unnamed } = body;
  return { row, body: unnamed, unnamed: true };
}

/** Whether a value is present: tools write null for an absent one, and some a word. */
const isGiven = (value: unknown) => value !== null && value !== "<null>" && value !== undefined;

/**
 * Whether the row is named: a list from AWS has the role's name; in a list of ours the name may be absent, but not
 * empty.
 */
function isNamed(value: Json, { name, roleArn }: Json): boolean {
  const isOurs = Object.hasOwn(value, "name") || Object.hasOwn(value, "Name");
  if (isOurs) return isGiven(name);
  return name !== undefined && !(typeof roleArn === "string" && nameInArn(roleArn) === name);
}

const NOT_AN_OBJECT = "A row is an object with name, roleArn and, where there is one, description.";

const arnOf = (value: Json) =>
  ROLE_ARN_KEYS.map((key) => value[key]).find((each) => typeof each === "string") as string | undefined;

const isArn = (value: unknown): value is string => typeof value === "string" && /^\s*arn:/i.test(value);

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const MOST_NAMED = 20;
const KNOWN = new Set<string>(FIELDS.flatMap(([, keys]) => keys));

/** Returns the keys that were ignored, each once; never one that holds a credential. */
function ignoredKeys(rows: Json[]): string[] {
  const keys = new Set(rows.flatMap((row) => Object.keys(row).filter((key) => !KNOWN.has(key))));
  const shown = [...keys]
    .slice(0, MOST_NAMED)
    .map((key) => (holdsCredential(key) ? "(a credential)" : shownText(key, 64)));
  return keys.size > MOST_NAMED ? [...shown, `${keys.size - MOST_NAMED} more`] : shown;
}

const CUT_OFF =
  "The list was cut off: AWS has more roles than are in it. Run aws iam list-roles without --max-items and --no-paginate, and import the whole list.";

function notesOn(documents: unknown[]): string[] {
  const last = documents.at(-1);
  const isCut = isObject(last) && (last.IsTruncated === true || typeof last.NextToken === "string");
  return isCut ? [CUT_OFF] : [];
}
