/** The queue of role checks. A job carries its tenant; the worker enters it before anything else. */
import type { QueueOf } from "#lib/queue/queue.ts";

export type RoleCheckJob = { workspaceId: string; instanceRoleId: string; checkId: string };

/** A check that was asked for so long ago has lost its job. */
export const LOST_AFTER_MINUTES = 5;

export const roleCheckQueue: QueueOf<RoleCheckJob> = {
  name: "role-check",
  notify: true,
  heartbeatSeconds: 10,
  // Longer than both looks together: a check ends itself.
  expireInSeconds: 120,
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
};
