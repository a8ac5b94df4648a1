/** Whose an instance profile is: pure, from what AWS shows and what the ledger has written down. */
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import type { LeftBecause } from "#lib/failures/left-alone.ts";
import { ATTACHMENT_TAG, PROFILE_TAGS } from "../profile-names.ts";

/** A create of ours as the ledger knows it: its row, and AIPA… where AWS answered. */
export type ProfileCreate = { id: string; resourceId: string | null };

/** Why a profile is not Rolecall's to change, though the ledger has its name. */
export type NotOurs = Extract<LeftBecause, "made_by_others" | "mark_removed" | "has_owner">;

/**
 * Ours is what one of our creates made, proven by the id AWS answered or, where the answer was lost, by the tag that
 * carries the ledger's row; and only while nobody has taken the mark off or put an owner on. Name, path and mark alone
 * prove nothing.
 */
export function whoseProfile(seen: InstanceProfile, creates: ProfileCreate[]): "ours" | NotOurs {
  const { profileId, tags } = seen;
  const isMadeByUs = creates.some(
    ({ id, resourceId }) => resourceId === profileId || tags[ATTACHMENT_TAG] === id,
  );
  if (!isMadeByUs) return "made_by_others";
  if (!Object.entries(PROFILE_TAGS).every(([key, value]) => tags[key] === value)) return "mark_removed";
  return Object.keys(tags).some(isOwnerTag) ? "has_owner" : "ours";
}

/** Rolecall sets no such tag. */
const isOwnerTag = (key: string) => /(^|[:/_-])owner$/i.test(key);
