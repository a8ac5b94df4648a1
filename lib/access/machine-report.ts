/** Parses the line that the script on a machine printed. Browser-safe. */
import { MACHINE_CAUSES, type MachineCause } from "./machine-causes.ts";
import { REPORT_PREFIX } from "./machine-script.ts";

export type MachineReport = {
  cause: MachineCause;
  /** The expected role. */
  role: string;
  /** The role whose credentials the machine has; null where it has none. */
  found: string | null;
};

const LINE = new RegExp(`${REPORT_PREFIX} cause=(\\w+) role=([\\w+=,.@-]{1,64}) found=([\\w+=,.@-]{1,64})`);

/** Finds the report line anywhere in pasted text; null where there is none. */
export function readMachineReport(pasted: string): MachineReport | null {
  const [, cause, role, found] = LINE.exec(pasted) ?? [];
  const known = MACHINE_CAUSES.find((one) => one === cause);
  if (!known || !role || !found) return null;
  return { cause: known, role, found: found === "none" ? null : found };
}
