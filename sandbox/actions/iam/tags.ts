import type { Tag } from "../../state/records.ts";
import { invalidInput, limitExceeded } from "../../wire/errors.ts";

const MOST_TAGS = 50;

/**
 * Tag keys of roles are unique ignoring case; those of instance profiles and policies are case-sensitive [IAM User
 * Guide, id_tags].
 */
export const ofRoles = (key: string) => key.toLowerCase();
export const asWritten = (key: string) => key;

type Fold = (key: string) => string;

/** Setting a tag again replaces its spelling and value. */
export function mergeTags(before: Tag[], added: Tag[], fold: Fold): Tag[] {
  const keys = added.map(({ Key }) => fold(Key));
  if (new Set(keys).size < keys.length)
    throw invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  if (keys.some((key) => key.toLowerCase().startsWith("aws:")))
    throw invalidInput("Tag keys starting with aws: are reserved for AWS use.");
  const merged = [...before.filter(({ Key }) => !keys.includes(fold(Key))), ...added];
  if (merged.length > MOST_TAGS) throw limitExceeded(`Cannot exceed quota for TagsPerResource: ${MOST_TAGS}`);
  return merged;
}

export function withoutTags(before: Tag[], removed: string[], fold: Fold): Tag[] {
  const keys = removed.map(fold);
  return before.filter(({ Key }) => !keys.includes(fold(Key)));
}
