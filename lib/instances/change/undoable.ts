import type { ItemRow, NewItem } from "./store.ts";

/** What undoing a change does with each of its instances; those on which nothing was changed are left out. */
export function undoOf(items: ItemRow[]): NewItem[] {
  return items.flatMap((item) => {
    const { instanceId, status, outcome, before, made, facts, wantedArn } = item;
    const isChanged = status === "DONE" && outcome !== "unchanged";
    const isWithout = status === "FAILED" && facts.left === "without_profile";
    if (!before || !(isChanged || isWithout)) return [];
    const associationId = isChanged && wantedArn ? made : null;
    return [
      {
        instanceId,
        wantedArn: before.association?.profileArn ?? null,
        wantedId: before.association?.profileId ?? null,
        expected: { associationId },
      },
    ];
  });
}
