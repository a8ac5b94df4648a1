/** What a change is doing, and what it came to, in a line. Browser-safe. */
import { counted } from "#lib/counted.ts";
import type { ChangeView } from "#lib/instances/change/view.ts";

export function changeWords({ kind, roleName = "the role", items, counts }: ChangeView): string {
  const machines = counted(items.length, "machine");
  const doing = {
    attach: `Attaching ${roleName} to ${machines}`,
    detach: `Taking the role off ${machines}`,
    undo: `Giving ${machines} back what ${items.length === 1 ? "it" : "they"} had`,
  }[kind];
  return `${doing}: ${items.length - counts.open} of ${items.length} done…`;
}

export function inTheEnd({ kind, roleName = "The role", items, counts }: ChangeView): string {
  const unchanged = items.filter(({ outcome }) => outcome === "unchanged").length;
  const changed = counts.done - unchanged;
  const machines = counted(changed, "machine");
  const did = {
    attach: `${roleName} is attached to ${machines}`,
    detach: `The role is off ${machines}`,
    undo: `${machines} ${changed === 1 ? "has" : "have"} back what ${changed === 1 ? "it" : "they"} had`,
  }[kind];
  const already = unchanged > 0 ? `; ${counted(unchanged, "machine")} had it so already` : "";
  return `${did}${already}.`;
}
