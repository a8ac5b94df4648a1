/** The instance profiles Rolecall makes: their names, their path, their tags. */

/** Bounds what the connection role may change. */
export const PROFILE_PATH = "/rolecall/";

/** A profile that lost this tag is the customer's own. */
export const PROFILE_TAGS = { "rolecall:managed": "true" } as const;

/** Its value is the id of the ledger's row whose create made the profile: the proof where that answer was lost. */
export const ATTACHMENT_TAG = "rolecall:attachment";

const LONGEST_NAME = 128;

/** The names to try, in order: names are unique in an account whatever the path, and the first may be taken. */
export function profileNames(roleName: string): [string, string] {
  return [roleName, `${roleName}-rolecall`.slice(0, LONGEST_NAME)];
}
