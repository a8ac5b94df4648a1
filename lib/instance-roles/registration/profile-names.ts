/** The names, path and tags of the instance profiles that Rolecall creates. */

/** The path to which the connection role's right to change profiles is limited. */
export const PROFILE_PATH = "/rolecall/";

/** Marks a profile as Rolecall's; one that lost this tag belongs to the customer. */
export const PROFILE_TAGS = { "rolecall:managed": "true" } as const;

/**
 * The tag whose value is the id of the ledger row that the profile was created for: proof of ownership where AWS's
 * answer was lost.
 */
export const ATTACHMENT_TAG = "rolecall:attachment";

const LONGEST_NAME = 128;

/** The two names to try, in order. Names are unique in an account whatever the path, so the first may be taken. */
export function profileNames(roleName: string): [string, string] {
  return [roleName, `${roleName}-rolecall`.slice(0, LONGEST_NAME)];
}
