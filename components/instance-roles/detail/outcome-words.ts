/** What came of a retry or a check, in one line. Browser-safe. */
import { isSettled } from "#lib/instance-roles/status.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import type { Asked } from "./asked.ts";

type Role = Pick<InstanceRoleView, "status" | "failure" | "version" | "checking" | "notChecked">;

/** Null while it is under way. `good`: nothing is left to do. */
export function outcomeWords({ what, before }: Asked, role: Role): { words: string; good: boolean } | null {
  if (role.version <= before.version || !isSettled(role.status) || role.checking) return null;
  if (what === "check" && role.notChecked) {
    const why = role.notChecked.why ?? "its AWS account fails its checks";
    return { words: `Could not be checked just now: ${why}.`, good: false };
  }
  if (role.status === "ACTIVE") return { words: RIGHT[what], good: true };
  if (before.status !== "FAILED") return { words: "Checked just now: something is wrong.", good: false };
  return role.failure?.reason === before.failure?.reason
    ? { words: "Still failing, checked just now: same reason.", good: false }
    : { words: "Still failing, checked just now: for another reason.", good: false };
}

const RIGHT = {
  check: "Verified just now: everything is as it should be.",
  retry: "Active: verified just now.",
} as const satisfies Record<Asked["what"], string>;
