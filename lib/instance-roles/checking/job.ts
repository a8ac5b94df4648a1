/** The queue of role checks. A job carries its workspace id; the worker enters that workspace first. */
import type { QueueOf } from "#lib/queue/queue.ts";

export type RoleCheckJob = { workspaceId: string; instanceRoleId: string; checkId: string };

/** A check requested longer ago than this has lost its job, and a new one is started. */
export const LOST_AFTER_MINUTES = 5;

export const roleCheckQueue: QueueOf<RoleCheckJob> = {
  name: "role-check",
  notify: true,
  heartbeatSeconds: 10,
  // Longer than both reads of a check together: a check ends by itself before.
  expireInSeconds: 120,
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
};
