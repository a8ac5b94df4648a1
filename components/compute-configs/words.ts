/** Why a role applies, or why none does. Browser-safe. */
import type { ComputeConfigView } from "#lib/compute-configs/view.ts";

export const WHY: Record<ComputeConfigView["why"], string> = {
  chosen: "chosen here",
  default: "the account's default role",
  no_default: "No role was chosen, and the account has no default role",
  chosen_is_gone: "The role that was chosen was deleted here",
};
