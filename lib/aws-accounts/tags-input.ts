/** The input schema of an account's tags. Browser-safe. */
import { z } from "zod";
import { MOST_TAGS, type Tags, tagProblem } from "#lib/aws/tags.ts";
import { OWN_TAG_PREFIX } from "#lib/setup-documents/setup.ts";

/** The most tags an account can have: Rolecall adds two of its own to each instance profile. */
export const MOST_OWN_TAGS = MOST_TAGS - 2;

export const TagsInput = z
  .record(z.string(), z.string())
  .superRefine((tags, { addIssue }) => {
    const message = problemOf(tags);
    if (message) addIssue({ code: "custom", message });
  })
  .describe(
    "Tags for what Rolecall makes in the account and for what its set-up documents make. They take the place of those before",
  );

function problemOf(tags: Tags): string | null {
  const keys = Object.keys(tags);
  if (keys.length > MOST_OWN_TAGS)
    return `Give at most ${MOST_OWN_TAGS} tags: AWS allows ${MOST_TAGS}, and Rolecall sets two`;
  const own = keys.find((key) => key.toLowerCase().startsWith(OWN_TAG_PREFIX));
  if (own) return `Keys that begin with ${OWN_TAG_PREFIX} are Rolecall's own: leave out ${own}`;
  for (const [key, value] of Object.entries(tags)) {
    const problem = tagProblem(key, value);
    if (problem) return problem;
  }
  // Keys on an instance profile mind case; on the connection role, which carries them too, they do not.
  const twin = keys.find((key, at) => keys.findIndex((one) => sameOnRoles(one, key)) !== at);
  return twin === undefined
    ? null
    : `The key ${twin} is there twice: IAM takes no two on a role that differ in case only`;
}

const sameOnRoles = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
