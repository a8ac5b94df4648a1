/** An AWS account's ID as people type it. Browser-safe. */
import { isPartition, type Partition } from "#lib/aws/partition.ts";
import { cleanTyped } from "#lib/role-arn/arn-cleaning.ts";

export type ParsedAccountId =
  | { ok: true; accountId: string; partition?: Partition; cleaned: string[] }
  | { ok: false; detail: string; cleaned: string[] };

const RULE = "An AWS account ID has 12 digits; the AWS console shows it at the top right.";

/** Twelve digits; hyphens and spaces between them are removed, and an ARN gives account and partition. */
export function parseAccountId(typed: string): ParsedAccountId {
  const { text, cleaned } = cleanTyped(typed);
  if (text === "") return { ok: false, detail: RULE, cleaned };
  const [, partition, inArn] = /^arn:([a-z-]+):[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/.exec(text) ?? [];
  if (partition && inArn) {
    if (!isPartition(partition)) return { ok: false, detail: noPartition(partition), cleaned };
    return { ok: true, accountId: inArn, partition, cleaned: [...cleaned, "the rest of the ARN"] };
  }
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

const noPartition = (given: string) => `AWS has no partition ${given}. Check the beginning of the ARN.`;
