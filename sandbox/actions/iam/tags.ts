import type { Tag } from "../../state/records.ts";
import { invalidInput, limitExceeded } from "../../wire/errors.ts";

const MOST_TAGS = 50;

/** Tag keys differ ignoring case; a tag set again takes the new spelling and value [IAM User Guide, id_tags]. */
export function mergeTags(before: Tag[], added: Tag[]): Tag[] {
  const keys = added.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length)
    throw invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  if (keys.some((key) => key.startsWith("aws:")))
    throw invalidInput("Tag keys starting with aws: are reserved for AWS use.");
  const merged = [...before.filter(({ Key }) => !keys.includes(Key.toLowerCase())), ...added];
  if (merged.length > MOST_TAGS) throw limitExceeded(`Cannot exceed quota for TagsPerResource: ${MOST_TAGS}`);
  return merged;
}

export function withoutTags(before: Tag[], removed: string[]): Tag[] {
  const keys = removed.map((key) => key.toLowerCase());
  return before.filter(({ Key }) => !keys.includes(Key.toLowerCase()));
}
