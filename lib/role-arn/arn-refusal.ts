/** A refusal of what was typed as a role ARN, and what was probably meant. Browser-safe. */

import type { Partition } from "#lib/aws/partition.ts";
import { hasInvisible, withoutInvisible } from "./arn-cleaning.ts";
import type { ArnReason } from "./arn-reason.ts";
import type { ArnFacts } from "./arn-reasons.ts";
import { readRoleArn } from "./role-arn-grammar.ts";

/**
 * What was probably meant. `roleArn` only where it can be told for sure; the names can be looked up in AWS, in the
 * account and the partition where those are known.
 */
export type Meant = {
  roleArn?: string;
  roleName?: string;
  profileName?: string;
  accountId?: string;
  partition?: Partition;
};

export type ArnRefusal = {
  [R in ArnReason]: { reason: R; facts: ArnFacts[R]; meant?: Meant };
}[ArnReason];

export const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]{1,64}$/;

export function malformed(why: ArnFacts["arn_malformed"]["why"], meant?: Meant): ArnRefusal {
  return meant
    ? { reason: "arn_malformed", facts: { why }, meant }
    : { reason: "arn_malformed", facts: { why } };
}

/** White space or zero-width characters inside. Offered only if what stands before the white space is no ARN yet. */
export function hiddenInside(text: string): ArnRefusal | null {
  const clean = withoutInvisible(text);
  const firstWord = withoutInvisible(/^\S*/.exec(text)?.[0] ?? "");
  if (clean === text || !readRoleArn(clean)) return null;
  const meant = firstWord === clean || !readRoleArn(firstWord) ? { roleArn: clean } : undefined;
  return malformed(hasInvisible(text) ? "hidden_characters" : "spaces_inside", meant);
}

export function meantArn(text: string): Meant | undefined {
  return readRoleArn(text) ? { roleArn: text } : undefined;
}
