/** Describes where instances could not be looked for. Browser-safe. */
import type { RoleInstances } from "#lib/instance-roles/in-use/view.ts";
import { joined } from "#lib/joined.ts";

/** Returns one sentence for each cause, such as "eu-west-1 and us-east-1: AWS answered Throttling." */
export function notLookedWords(notLooked: RoleInstances["notLooked"]): string {
  const byWhy = Map.groupBy(notLooked, ({ why }) => why);
  const sentences = [...byWhy].map(([why, places]) => {
    const regions = places.flatMap(({ region }) => region ?? []);
    if (regions.length === 0) return why.endsWith(".") ? why : `${why}.`;
    return `${regions.length > MOST_NAMED ? `${regions.length} Regions` : joined(regions)}: ${why}.`;
  });
  return sentences.join(" ");
}

const MOST_NAMED = 4;
