/** What came of many roles at once, in numbers: "3 retried: 1 Active, 2 failed". Browser-safe. */
import { isSettled } from "#lib/instance-roles/status.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import type { Bulk } from "./bulk.ts";

type Told = Pick<InstanceRoleView, "id" | "status" | "version" | "checking" | "notChecked"> | undefined;

/** @param told the newest view of each role, in their order; undefined: nothing was told of it */
export function bulkWords({ what, roles, note }: Bulk, told: Told[]): string {
  const outcomes = roles.map((role, index) => outcomeOf(role.version, told[index]));
  const counted = (["Active", "failed", "could not be checked", "in progress"] as const).flatMap(
    (outcome) => {
      const count = outcomes.filter((each) => each === outcome).length;
      return count > 0 ? [`${count} ${outcome}`] : [];
    },
  );
  return [`${roles.length} ${what}: ${counted.join(", ")}.`, note].filter(Boolean).join(" ");
}

function outcomeOf(before: number, told: Told): "Active" | "failed" | "could not be checked" | "in progress" {
  if (!told || told.version <= before || !isSettled(told.status) || told.checking) return "in progress";
  if (told.notChecked) return "could not be checked";
  return told.status === "ACTIVE" ? "Active" : "failed";
}
