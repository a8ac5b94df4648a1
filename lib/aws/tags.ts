/** Tags on IAM resources and AWS's rules for them (IAM User Guide, Tags for IAM resources). Browser-safe. */

/** Values by key. */
export type Tags = Record<string, string>;

/** What one resource may carry. */
export const MOST_TAGS = 50;

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Returns what IAM would refuse of one tag, as a sentence without a full stop; null where it takes it. */
export function tagProblem(key: string, value: string): string | null {
  if (key.length === 0) return "A tag has a key";
  if (key.length > LONGEST_KEY) return `A tag's key has at most ${LONGEST_KEY} characters`;
  if (value.length > LONGEST_VALUE) return `A tag's value has at most ${LONGEST_VALUE} characters`;
  if (!CHARACTERS.test(key) || !CHARACTERS.test(value)) {
    return `The tag ${key.slice(0, 60)} may have letters, digits, spaces and _ . : / = + - @ only`;
  }
  return /^aws:/i.test(key) ? "Keys that begin with aws: are AWS's own" : null;
}

export const hasTags = (tags: Tags): boolean => Object.keys(tags).length > 0;

/** As the AWS API, CloudFormation and the AWS CLI take them. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
