/** The instance profiles Rolecall makes. */

/** The path sets them apart, and bounds what the connection role may change. */
export const PROFILE_PATH = "/rolecall/";

/** A profile without this tag is not taken away. */
export const PROFILE_TAGS = { "rolecall:managed": "true" } as const;

const LONGEST_NAME = 128;

/** The names to try, in order: names are unique in an account whatever the path, and the first may be taken. */
export function profileNames(roleName: string): [string, string] {
  return [roleName, `${roleName}-rolecall`.slice(0, LONGEST_NAME)];
}

/** Whether a profile carries the tag of those Rolecall makes. */
export function isTagged(tags: Record<string, string>): boolean {
  return Object.entries(PROFILE_TAGS).every(([key, value]) => tags[key] === value);
}
