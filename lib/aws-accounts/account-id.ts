/** An AWS account's ID as people type it. Browser-safe. */
import { cleanTyped } from "#lib/instance-roles/arn-cleaning.ts";

export type ParsedAccountId =
  | { ok: true; accountId: string; cleaned: string[] }
  | { ok: false; detail: string; cleaned: string[] };

const RULE = "An AWS account ID has 12 digits; the AWS console shows it at the top right.";

/** Twelve digits; hyphens and spaces between them are removed, and an ARN gives the account it names. */
export function parseAccountId(typed: string): ParsedAccountId {
  const { text, cleaned } = cleanTyped(typed);
  if (text === "") return { ok: false, detail: RULE, cleaned };
  const inArn = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/.exec(text)?.[1];
  if (inArn) return { ok: true, accountId: inArn, cleaned: [...cleaned, "the rest of the ARN"] };
  // Hyphen, the typographic dashes of copied text, and spaces.
  const digits = text.replace(/[\s\-\u2010-\u2015\u2212]/g, "");
  if (/^\d{12}$/.test(digits)) {
    return { ok: true, accountId: digits, cleaned: digits === text ? cleaned : [...cleaned, "separators"] };
  }
  if (/(?:AKIA|ASIA)[A-Z0-9]{12,}/.test(text)) {
    return {
      ok: false,
      detail: `That looks like an AWS access key, which Rolecall never needs. ${RULE}`,
      cleaned,
    };
  }
  if (!/^\d+$/.test(digits)) return { ok: false, detail: `That is not an account ID. ${RULE}`, cleaned };
  const lost = digits.length < 12 ? " Spreadsheets drop leading zeros." : "";
  return { ok: false, detail: `That has ${digits.length} digits. ${RULE}${lost}`, cleaned };
}
