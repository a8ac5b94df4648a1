/** Decides who owns an instance profile, from what AWS shows and what the ledger holds. Pure. */
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import type { Tags } from "#lib/aws/tags.ts";
import type { LeftBecause } from "#lib/failures/left-alone.ts";
import { ATTACHMENT_TAG, PROFILE_TAGS } from "../profile-names.ts";

/** A CreateInstanceProfile of ours in the ledger: its row, AIPA… where AWS answered, and the account's tags it set. */
export type ProfileCreate = { id: string; resourceId: string | null; tags: Tags | null };

/** Why Rolecall may not change a profile although the ledger has its name. */
export type NotOurs = Extract<LeftBecause, "made_by_others" | "mark_removed" | "has_owner">;

/**
 * Returns `ours` for a profile that one of our creates made, proven by the id AWS answered or, where the answer was
 * lost, by the tag that names the ledger row; and only while nobody has removed our tag or set an owner tag. Name, path
 * and tag `rolecall:managed` alone prove nothing.
 */
export function whoseProfile(seen: InstanceProfile, creates: ProfileCreate[]): "ours" | NotOurs {
  const { profileId, tags } = seen;
  const made = creates.filter(
    ({ id, resourceId }) => resourceId === profileId || tags[ATTACHMENT_TAG] === id,
  );
  if (made.length === 0) return "made_by_others";
  if (!Object.entries(PROFILE_TAGS).every(([key, value]) => tags[key] === value)) return "mark_removed";
  const isSetByUs = ([key, value]: [string, string]) => made.some((create) => create.tags?.[key] === value);
  const others = Object.entries(tags).filter((tag) => !isSetByUs(tag));
  return others.some(([key]) => isOwnerTag(key)) ? "has_owner" : "ours";
}

/** An owner tag that no create of ours set means that somebody took the profile over. */
const isOwnerTag = (key: string) => /(^|[:/_-])owner$/i.test(key);
