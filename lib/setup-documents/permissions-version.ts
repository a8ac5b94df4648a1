/**
 * Which permissions Rolecall has come to need since an account was set up. When the connection role's permissions
 * grow, count the version up and name the new actions: accounts set up before then get a notice, not a failure.
 * Browser-safe.
 */

export const PERMISSIONS_VERSION = 1;

/** Actions by the version that brought them; what is not listed was there from the first. */
const ADDED_IN: Record<string, number> = {};

/** Did the action come after the version that was last seen whole? `addedIn`: for tests. */
export function isNewSince(action: string, seen: number | undefined, addedIn = ADDED_IN): boolean {
  return seen !== undefined && (addedIn[action] ?? 1) > seen;
}
