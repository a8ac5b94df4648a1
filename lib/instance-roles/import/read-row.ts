/** Validates one row by itself, with the schema and the ARN parser of a single registration. Browser-safe. */
import type { FieldError } from "#lib/errors.ts";
import { fieldErrorsOf } from "#lib/field-errors.ts";
import { holdsCredential, holdsCredentialBesideArns } from "#lib/role-arn/credentials.ts";
import { type ParsedRoleArn, parseRoleArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import { shownText } from "#lib/written-text.ts";
import { RegisterInput } from "../schema.ts";
import type { ParsedRow } from "./parsed-upload.ts";
import type { Verdict } from "./verdict.ts";

/** A well-formed row. `names` are candidates, the first free one is used. */
export type Candidate = {
  row: number;
  line?: number;
  names: [string, ...string[]];
  description: string;
  roleArn: RoleArn;
};

export type ReadRow = { candidate: Candidate } | { refused: Verdict };

export function readRow(parsed: ParsedRow): ReadRow {
  if (parsed.problem) return { refused: refuse(parsed, [parsed.problem]) };
  const typed = typedArn(parsed.body);
  const arn = typed === undefined || typed === "" ? undefined : parseRoleArn(typed);
  const names = parsed.unnamed && arn?.ok ? proposedNames(arn.roleArn) : undefined;
  const body = names ? { ...(parsed.body as object), name: names[0] } : parsed.body;
  const result = RegisterInput.safeParse(body);
  const errors = result.success
    ? []
    : fieldErrorsOf(result.error).filter(({ path }) => isAsked(parsed, path));
  if (arn && !arn.ok && !errors.some(({ path }) => path === "roleArn")) errors.push(arnError(arn));
  if (!result.success || !arn?.ok) return { refused: refuse(parsed, errors, arn) };
  const { name, description } = result.data;
  return {
    candidate: { ...placeOf(parsed), names: names ?? [name], description, roleArn: arn.roleArn },
  };
}

/** Whether an error on the path counts: a missing name does not where the row needs none. */
const isAsked = ({ unnamed }: ParsedRow, path: string) => !(unnamed && path === "name");

/**
 * Proposes names as the form does; the second has the account's number, as two accounts often have a role of the same
 * name.
 */
function proposedNames({ name, accountId }: RoleArn): [string, ...string[]] {
  const longer = `${name} ${accountId}`;
  return longer.length <= 64 ? [name, longer] : [name];
}

type Refused = ParsedRoleArn & { ok: false };

const arnError = ({ reason, detail }: Refused): FieldError => ({
  path: "roleArn",
  code: reason,
  message: detail,
});

function refuse(parsed: ParsedRow, errors: FieldError[], arn?: ParsedRoleArn): Verdict {
  const meant = arn && !arn.ok ? arn.meant : undefined;
  return {
    ...placeOf(parsed),
    status: "rejected",
    ...asGiven(parsed),
    ...(meant && { meant }),
    errors,
  };
}

const placeOf = ({ row, line }: ParsedRow) => ({ row, ...(line !== undefined && { line }) });

const LONGEST = { name: 128, roleArn: 700, description: 1_100 } as const;

/** Returns the row for the list of refused rows, or nothing where any value of it may be a credential. */
function asGiven({ body, problem }: ParsedRow): Pick<Verdict, "name" | "roleArn" | "description"> {
  const texts = Object.entries(body ?? {}).filter((entry): entry is [string, string] => {
    return typeof entry[1] === "string" && entry[1] !== "";
  });
  // In a malformed row one cell may hold parts of others.
  const hasCredential = (field: string, text: string) =>
    field === "roleArn" && !problem ? holdsCredentialBesideArns(text) : holdsCredential(text);
  if (texts.some(([field, text]) => hasCredential(field, text))) return {};
  const shown = texts.flatMap(([field, text]) => {
    const longest = Object.hasOwn(LONGEST, field) ? LONGEST[field as keyof typeof LONGEST] : 0;
    return longest > 0 ? [[field, shownText(text, longest)]] : [];
  });
  return Object.fromEntries(shown);
}

function typedArn(body: unknown): string | undefined {
  const { roleArn } = (body ?? {}) as { roleArn?: unknown };
  return typeof roleArn === "string" ? roleArn : undefined;
}
