/** Which of an account's roles a search means. Browser-safe. */
import type { PickableRole } from "#lib/instance-roles/pick/view.ts";

/** Each word of `query` is in the role's name, path, or a tag written `key=value`, in whatever case. */
export function matching(
  roles: PickableRole[],
  { query, onlyEc2 }: { query: string; onlyEc2: boolean },
): PickableRole[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return roles.filter((role) => {
    if (onlyEc2 && !role.trustsEc2) return false;
    const tags = Object.entries(role.tags ?? {}).map(([key, value]) => `${key}=${value}`);
    const texts = [`${role.path}${role.name}`, ...tags].map((text) => text.toLowerCase());
    return words.every((word) => texts.some((text) => text.includes(word)));
  });
}
