/** Describes the outcome of a retry of many roles. Browser-safe. */
import { counted } from "#lib/counted.ts";
import type { RetriedView } from "#lib/instance-roles/import/view.ts";

export function retriedWords({ retried, items }: RetriedView): string {
  const again = `${counted(retried, "role is", "roles are")} being registered again.`;
  const left = leftOutWords({ items });
  if (!left) return again;
  return retried > 0 ? `${again} ${left}` : left;
}

/** Of those that are not retried because somebody wanted them deleted; empty where there are none. */
export function leftOutWords({ items }: Pick<RetriedView, "items">): string {
  const left = items.filter(({ status }) => status === "removal_failed").length;
  if (left === 0) return "";
  return `${counted(left, "role was", "roles were")} to be deleted, and ${left === 1 ? "is" : "are"} left out: delete ${left === 1 ? "it" : "them"} again.`;
}
